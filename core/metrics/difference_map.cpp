// SPDX-License-Identifier: MIT
#include "core/metrics/difference_map.h"

#include "core/base/error.h"
#include "core/metrics/uniform_ssim.h"

#include <cmath>
#include <cstddef>

namespace scotopic {

namespace {

template <typename OfDifference>
std::vector<float> meansOverChannels(const ScoredFloat& picture, const ScoredFloat& truth, OfDifference ofDifference)
{
    std::vector<float> map(picture.size.area());
    for (std::size_t i = 0; i < map.size(); ++i) {
        float sum = 0;
        for (std::size_t c = 3 * i; c < 3 * i + 3; ++c) {
            sum += ofDifference(picture.rgb[c] - truth.rgb[c]);
        }
        map[i] = sum / 3;
    }
    return map;
}

}  // namespace

std::vector<float> differenceMap(DifferenceKind kind, const ScoredFloat& picture, const ScoredFloat& truth)
{
    if (picture.size != truth.size) {
        throw InvalidArgument("pictures of different sizes have no differences to be shown");
    }
    switch (kind) {
    case DifferenceKind::Absolute:
        return meansOverChannels(picture, truth, [](float difference) { return std::abs(difference); });
    case DifferenceKind::Squared:
        return meansOverChannels(picture, truth, [](float difference) { return difference * difference; });
    case DifferenceKind::Signed: return meansOverChannels(picture, truth, [](float difference) { return difference; });
    case DifferenceKind::Ssim: break;
    }
    if (picture.size.width < kUniformWindowPx || picture.size.height < kUniformWindowPx) {
        throw InvalidArgument("pictures smaller than 7 x 7 pixels have no SSIM");
    }
    return uniformSsimMap(picture, truth);
}

}  // namespace scotopic
