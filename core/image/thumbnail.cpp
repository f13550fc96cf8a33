// SPDX-License-Identifier: MIT
#include "core/image/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

namespace scotopic {

namespace {

/// First pixel of part `index` of `parts` into which `length` is cut.
int cutAt(int index, int parts, int length)
{
    return static_cast<int>(static_cast<std::int64_t>(index) * length / parts);
}

}  // namespace

SrgbPicture shrunkToFit(const SrgbPicture& picture, PixelSize limit)
{
    const double scale = std::min({1.0, static_cast<double>(limit.width) / picture.size.width,
                                   static_cast<double>(limit.height) / picture.size.height});
    const PixelSize size{std::max(1, static_cast<int>(std::lround(picture.size.width * scale))),
                         std::max(1, static_cast<int>(std::lround(picture.size.height * scale)))};
    SrgbPicture small{size, std::vector<std::uint16_t>(size.area() * 3), picture.curve};
    const std::size_t stride = static_cast<std::size_t>(picture.size.width) * 3;
    std::vector<std::uint64_t> sums(stride);
    std::uint16_t* out = small.rgb.data();
    for (int y = 0; y < size.height; ++y) {
        const int top = cutAt(y, size.height, picture.size.height);
        const int bottom = cutAt(y + 1, size.height, picture.size.height);
        std::fill(sums.begin(), sums.end(), 0);
        for (int row = top; row < bottom; ++row) {
            const std::uint16_t* values = picture.rgb.data() + static_cast<std::size_t>(row) * stride;
            std::transform(sums.begin(), sums.end(), values, sums.begin(), std::plus<>());
        }
        for (int x = 0; x < size.width; ++x) {
            const int left = cutAt(x, size.width, picture.size.width);
            const int right = cutAt(x + 1, size.width, picture.size.width);
            const auto count = static_cast<std::uint64_t>(right - left) * static_cast<std::uint64_t>(bottom - top);
            for (int channel = 0; channel < 3; ++channel) {
                std::uint64_t sum = 0;
                for (int column = left; column < right; ++column) {
                    sum += sums[static_cast<std::size_t>(column * 3 + channel)];
                }
                *out++ = static_cast<std::uint16_t>((sum + count / 2) / count);
            }
        }
    }
    return small;
}

}  // namespace scotopic
