// SPDX-License-Identifier: MIT
#include "core/evaluation/fit_light.h"

#include "core/base/tone.h"

#include <algorithm>
#include <cstddef>

namespace scotopic {

namespace {

/// truth = gain * picture + offset.
struct Line {
    double gain = 1;
    double offset = 0;
};

Line leastSquares(std::span<const float> picture, std::span<const float> truth, std::size_t channel)
{
    double count = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumXY = 0;
    for (std::size_t i = channel; i < picture.size(); i += 3) {
        const auto x = static_cast<double>(linearFromBt709(picture[i]));
        const auto y = static_cast<double>(linearFromBt709(truth[i]));
        count += 1;
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
    }
    const double spread = count * sumXX - sumX * sumX;
    if (!(spread > 0)) {
        return {0, sumY / count};  // a flat channel says nothing but the mean
    }
    const double gain = (count * sumXY - sumX * sumY) / spread;
    return {gain, (sumY - gain * sumX) / count};
}

}  // namespace

void fitLight(std::span<float> picture, std::span<const float> truth)
{
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const Line line = leastSquares(picture, truth, channel);
        for (std::size_t i = channel; i < picture.size(); i += 3) {
            const double light = line.gain * static_cast<double>(linearFromBt709(picture[i])) + line.offset;
            picture[i] = std::min(bt709FromLinear(static_cast<float>(std::clamp(light, 0.0, 1.0))), 1.0F);
        }
    }
}

}  // namespace scotopic
