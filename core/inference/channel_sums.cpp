// SPDX-License-Identifier: MIT
#include "core/inference/channel_sums.h"

#include <cassert>

namespace scotopic {
namespace {

/// Rows are summed in float64 one by one, so that the order of summation does not depend on the thread count.
void addRow(ChannelSums& sums, const float* pixels, int width)
{
    const std::size_t channels = sums.sum.size();
    for (int x = 0; x < width; ++x) {
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const double value = *pixels++;
            sums.sum[channel] += value;
            sums.sumOfSquares[channel] += value * value;
        }
    }
}

ChannelSums zeroSums(int channels)
{
    const auto count = static_cast<std::size_t>(channels);
    return {.sum = std::vector<double>(count), .sumOfSquares = std::vector<double>(count), .count = 0};
}

}  // namespace

ChannelSums sumChannels(const float* pixels, PixelSize size, int channels, PixelRect owned)
{
    assert(owned.right() <= size.width && owned.bottom() <= size.height);
    std::vector<ChannelSums> rows(static_cast<std::size_t>(owned.height), zeroSums(channels));
#pragma omp parallel for schedule(static)
    for (int y = 0; y < owned.height; ++y) {
        const std::size_t first = (static_cast<std::size_t>(owned.y + y) * static_cast<std::size_t>(size.width)
                                   + static_cast<std::size_t>(owned.x))
                                  * static_cast<std::size_t>(channels);
        addRow(rows[static_cast<std::size_t>(y)], pixels + first, owned.width);
    }
    ChannelSums total = zeroSums(channels);
    for (const ChannelSums& row : rows) {
        for (std::size_t channel = 0; channel < total.sum.size(); ++channel) {
            total.sum[channel] += row.sum[channel];
            total.sumOfSquares[channel] += row.sumOfSquares[channel];
        }
    }
    total.count = static_cast<double>(owned.size().area());
    return total;
}

}  // namespace scotopic
