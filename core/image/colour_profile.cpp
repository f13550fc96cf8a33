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

constexpr const char* kBt709Name = "sRGB primaries, BT.709 camera curve";

using Profile = std::unique_ptr<void, decltype(&cmsCloseProfile)>;
using Curve = std::unique_ptr<cmsToneCurve, decltype(&cmsFreeToneCurve)>;
using Text = std::unique_ptr<cmsMLU, decltype(&cmsMLUfree)>;

Profile makeBt709Profile()
{
    // ITU-R BT.709's primaries and white, which sRGB shares.
    constexpr cmsCIExyY kD65{0.3127, 0.3290, 1.0};
    constexpr cmsCIExyYTRIPLE kPrimaries{{0.64, 0.33, 1.0}, {0.30, 0.60, 1.0}, {0.15, 0.06, 1.0}};
    constexpr int kLcmsType = 4;  // counts from 1 what ICC counts from 0
    const ParametricCurve bt709 = bt709Curve();
    const double parameters[] = {bt709.power, bt709.scale, bt709.shift, bt709.slope, bt709.linearBelow};
    const Curve curve(cmsBuildParametricToneCurve(nullptr, kLcmsType, parameters), &cmsFreeToneCurve);
    cmsToneCurve* const curves[] = {curve.get(), curve.get(), curve.get()};
    Profile profile(cmsCreateRGBProfile(&kD65, &kPrimaries, curves), &cmsCloseProfile);
    const Text name(cmsMLUalloc(nullptr, 1), &cmsMLUfree);
    if (profile && name) {
        cmsMLUsetASCII(name.get(), "en", "US", kBt709Name);
        cmsWriteTag(profile.get(), cmsSigProfileDescriptionTag, name.get());
    }
    return profile;
}

Profile makeProfile(TransferCurve curve)
{
    return curve == TransferCurve::Bt709 ? makeBt709Profile() : Profile(cmsCreate_sRGBProfile(), &cmsCloseProfile);
}

}  // namespace

std::vector<unsigned char> iccProfileOf(TransferCurve curve)
{
    const Profile profile = makeProfile(curve);
    cmsUInt32Number sizeBytes = 0;
    [[maybe_unused]] bool isSaved = profile && cmsSaveProfileToMem(profile.get(), nullptr, &sizeBytes) != FALSE;
    std::vector<unsigned char> bytes(sizeBytes);
    isSaved = isSaved && cmsSaveProfileToMem(profile.get(), bytes.data(), &sizeBytes) != FALSE;
    assert(isSaved);  // a profile of constants: fails only without memory
    std::copy(kDate.begin(), kDate.end(), bytes.begin() + kDateOffset);
    return bytes;
}

}  // namespace scotopic
