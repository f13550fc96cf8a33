// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/inference/plain_network.h"

namespace scotopic {

/// Convolution `index` of PlainNetwork belongs to block 0..4 (down), 5..8 (up) or 9 (the head), and works on an image
/// 2^level times smaller than the planes.
inline constexpr int kHeadIndex = kConvolutionCount - 1;
inline constexpr int kDeepestLevel = 4;
[[nodiscard]] constexpr int blockOf(int index)
{
    return index / 2;
}
[[nodiscard]] constexpr int levelOf(int index)
{
    const int block = blockOf(index);
    return index == kHeadIndex ? 0 : (block <= kDeepestLevel ? block : 2 * kDeepestLevel - block);
}

/// A tile's size and the part of it whose result is wanted. All sides are multiples of 16. The way up computes only
/// what that part needs: there a pixel sees a few neighbours, on the way down up to 94.
struct TileShape {
    PixelSize size;
    PixelRect owned;

    friend bool operator==(const TileShape&, const TileShape&) = default;
    /// In pixels of convolution `index`'s level: what it computes of the tile, and what of that is owned.
    [[nodiscard]] PixelRect computedAt(int index) const;
    [[nodiscard]] PixelRect ownedAt(int index) const;
};
[[nodiscard]] TileShape wholeTile(PixelSize size);

/// `rect` in the coordinates of an image that begins at `origin`'s first pixel.
[[nodiscard]] PixelRect relativeTo(PixelRect origin, PixelRect rect);

}  // namespace scotopic
