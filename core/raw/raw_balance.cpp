// SPDX-License-Identifier: MIT
#include "core/raw/raw_balance.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

using Sums = std::array<double, 3>;

constexpr int kBalancePx = 12;       // whole periods of Bayer and X-Trans
constexpr float kSaturated = 0.99F;  // of white

/// Adds the light of a square, unless something in it is saturated.
void addSquare(const RawImage& raw, int top, int left, Sums& light, Sums& counts)
{
    Sums lightOfSquare{};
    Sums countsOfSquare{};
    for (int row = top; row < top + kBalancePx; ++row) {
        for (int column = left; column < left + kBalancePx; ++column) {
            const auto colour = static_cast<std::size_t>(raw.cfa.at(row, column));
            const float blackDn = raw.black.at(row, column);
            const float value =
                (static_cast<float>(raw.at(row, column)) - blackDn) / (raw.whiteLevelDn[colour] - blackDn);
            if (value > kSaturated) {
                return;
            }
            lightOfSquare[colour] += static_cast<double>(value);
            countsOfSquare[colour] += 1;
        }
    }
    for (std::size_t colour = 0; colour < 3; ++colour) {
        light[colour] += lightOfSquare[colour];
        counts[colour] += countsOfSquare[colour];
    }
}

}  // namespace

const char* toText(WhiteBalanceSource source)
{
    switch (source) {
    case WhiteBalanceSource::AsShot: return "as shot";
    case WhiteBalanceSource::Daylight: return "daylight";
    case WhiteBalanceSource::Applied: return "applied";
    case WhiteBalanceSource::Estimated: return "estimated";
    case WhiteBalanceSource::Unknown: return "unknown";
    }
    return "";
}

std::array<float, 3> greyBalance(const RawImage& raw)
{
    constexpr double kLeastLight = 1e-5;
    constexpr double kLargestGain = 8;
    Sums light{};
    Sums counts{};
    for (int top = 0; top + kBalancePx <= raw.size.height; top += kBalancePx) {
        for (int left = 0; left + kBalancePx <= raw.size.width; left += kBalancePx) {
            addSquare(raw, top, left, light, counts);
        }
    }
    for (std::size_t colour = 0; colour < 3; ++colour) {
        light[colour] /= std::max(counts[colour], 1.0);
        if (!(light[colour] > kLeastLight)) {
            return {1, 1, 1};
        }
    }
    const auto gain = [&](std::size_t colour) {
        return static_cast<float>(std::clamp(light[1] / light[colour], 1 / kLargestGain, kLargestGain));
    };
    return {gain(0), 1, gain(2)};
}

}  // namespace scotopic
