// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/channels_last_kernels.h"

#include <algorithm>
#include <functional>
#include <type_traits>
#include <utility>

namespace scotopic {

inline constexpr std::int64_t kBlockPixels = 32;       // summed in the elements' own precision before float64
inline constexpr std::int64_t kBandValues = 1 << 15U;  // that are worth a task of their own
inline constexpr std::int64_t kMostBands = 64;

/// What an element is computed in.
template <typename Element>
using RealOf = std::conditional_t<std::is_same_v<Element, double>, double, float>;

template <typename Real>
std::vector<Real> as(const PerChannel& numbers)
{
    std::vector<Real> converted(numbers.size());
    std::ranges::transform(numbers, converted.begin(), [](double number) { return static_cast<Real>(number); });
    return converted;
}

/// How many parts an image is computed in: by its size alone, so that sums are the same with any number of threads.
inline std::int64_t bandCount(PixelShape shape)
{
    const std::int64_t bands = std::clamp<std::int64_t>(shape.pixels * shape.channels / kBandValues, 1, kMostBands);
    return std::max<std::int64_t>(std::min(bands, shape.pixels), 1);
}

/// work(band, first, last) for parts of the pixels, on OpenMP's threads.
template <typename Work>
void forBands(PixelShape shape, const Work& work)
{
    const std::int64_t bands = bandCount(shape);
#pragma omp parallel for schedule(static) if (bands > 1)
    for (std::int64_t band = 0; band < bands; ++band) {
        work(band, shape.pixels * band / bands, shape.pixels * (band + 1) / bands);
    }
}

/// Two sums by channel over all pixels. addPixel(pixel, a, b) adds a pixel to both, in Real.
template <typename Real, typename AddPixel>
std::pair<PerChannel, PerChannel> sums(PixelShape shape, const AddPixel& addPixel)
{
    const auto channels = static_cast<std::size_t>(shape.channels);
    std::vector<PerChannel> parts(static_cast<std::size_t>(bandCount(shape)), PerChannel(2 * channels));
    forBands(shape, [&](std::int64_t band, std::int64_t first, std::int64_t last) {
        PerChannel& part = parts[static_cast<std::size_t>(band)];
        std::vector<Real> block(2 * channels);
        for (std::int64_t begin = first; begin < last; begin += kBlockPixels) {
            std::ranges::fill(block, Real{0});
            for (std::int64_t pixel = begin; pixel < std::min(begin + kBlockPixels, last); ++pixel) {
                addPixel(pixel, block.data(), block.data() + channels);
            }
            std::ranges::transform(part, block, part.begin(), [](double sum, Real more) { return sum + more; });
        }
    });
    PerChannel total(2 * channels);
    for (const PerChannel& part : parts) {
        std::ranges::transform(total, part, total.begin(), std::plus<>());
    }
    const auto middle = total.begin() + shape.channels;
    return {PerChannel(total.begin(), middle), PerChannel(middle, total.end())};
}

}  // namespace scotopic
