// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <cstddef>

namespace scotopic {

/// Operations between convolutions on images [height, width, channels], float32 or bf16. They move bytes and compute
/// almost nothing, so each touches its data once.
enum class ActivationType { Float32, BFloat16 };
[[nodiscard]] constexpr std::size_t bytesOf(ActivationType type)
{
    return type == ActivationType::Float32 ? 4 : 2;
}

/// Max-pools `source` [size, channels] by 2 into `pooled`; with `joined` also copies its part `kept` (even sides) into
/// the second half of the channels of the concatenation `joined` [kept.height, kept.width, 2 * channels].
struct Pooling {
    PixelSize size;
    int channels = 0;
    ActivationType type = ActivationType::Float32;
    PixelRect kept;
};
void poolBeside(const std::byte* source, const Pooling& shape, std::byte* pooled, std::byte* joined);

/// Spreads the part `part` of `products` [size, factor * factor, run] with positions in the order (dy, dx): its pixel
/// (x, y)'s run for (dx, dy) goes to pixel (x * factor + dx, y * factor + dy) of `target`, whose pixels are
/// `pixelBytes` apart.
struct Spread {
    PixelSize size;  // of `products`
    PixelRect part;
    int factor = 2;
    std::size_t runBytes = 0;
    std::size_t pixelBytes = 0;
};
void spread(const std::byte* products, const Spread& shape, std::byte* target);

}  // namespace scotopic
