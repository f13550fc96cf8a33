// SPDX-License-Identifier: MIT
#include "core/image/colour_profile.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <lcms2.h>
#include <memory>

namespace scotopic {

namespace {

/// ICC.1:2010, table 17: "date and time this profile was first created", six big-endian numbers of 16 bits.
constexpr std::size_t kDateOffset = 24;
/// 18 October 1999, when IEC 61966-2-1 was published: the time of now would make two equal pictures different files.
constexpr std::array<unsigned char, 12> kDate{1999 / 256, 1999 % 256, 0, 10, 0, 18, 0, 0, 0, 0, 0, 0};

}  // namespace

std::vector<unsigned char> srgbIccProfile()
{
    const std::unique_ptr<void, decltype(&cmsCloseProfile)> profile(cmsCreate_sRGBProfile(), &cmsCloseProfile);
    cmsUInt32Number sizeBytes = 0;
    [[maybe_unused]] bool isSaved = profile && cmsSaveProfileToMem(profile.get(), nullptr, &sizeBytes) != FALSE;
    std::vector<unsigned char> bytes(sizeBytes);
    isSaved = isSaved && cmsSaveProfileToMem(profile.get(), bytes.data(), &sizeBytes) != FALSE;
    assert(isSaved);  // a profile of constants: fails only without memory
    std::copy(kDate.begin(), kDate.end(), bytes.begin() + kDateOffset);
    return bytes;
}

}  // namespace scotopic
