// SPDX-License-Identifier: MIT
#include "core/image/colour_profile.h"

#include <cassert>
#include <lcms2.h>
#include <memory>

namespace scotopic {

std::vector<unsigned char> srgbIccProfile()
{
    const std::unique_ptr<void, decltype(&cmsCloseProfile)> profile(cmsCreate_sRGBProfile(), &cmsCloseProfile);
    cmsUInt32Number sizeBytes = 0;
    [[maybe_unused]] bool isSaved = profile && cmsSaveProfileToMem(profile.get(), nullptr, &sizeBytes) != FALSE;
    std::vector<unsigned char> bytes(sizeBytes);
    isSaved = isSaved && cmsSaveProfileToMem(profile.get(), bytes.data(), &sizeBytes) != FALSE;
    assert(isSaved);  // a profile of constants: fails only without memory
    return bytes;
}

}  // namespace scotopic
