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

/// Max-pools `source` by 2 into `pooled`; with `joined` also copies it into the second half of the channels of the
/// concatenation `joined` [height, width, 2 * channels].
void poolBeside(const std::byte* source, PixelSize size, int channels, ActivationType type, std::byte* pooled,
                std::byte* joined);

/// Spreads `products` [size, factor * factor, run] with positions in the order (dy, dx): pixel (x, y)'s run for
/// (dx, dy) goes to pixel (x * factor + dx, y * factor + dy) of `target`, whose pixels are `pixelBytes` apart.
struct Spread {
    PixelSize size;  // of `products`
    int factor = 2;
    std::size_t runBytes = 0;
    std::size_t pixelBytes = 0;
};
void spread(const std::byte* products, const Spread& shape, std::byte* target);

}  // namespace scotopic
