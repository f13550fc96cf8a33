// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <optional>
#include <vector>

namespace scotopic {

/// Measured: with 96 plane pixels beyond each side a tile of the five-level U-Net equals the untiled result.
inline constexpr int kTileOverlapPx = 96;
inline constexpr int kDefaultTilePx = 512;
/// The network halves its input four times.
inline constexpr int kTileAlignmentPx = 16;

/// One tile, in plane pixels of the frame padded to multiples of 16.
struct Tile {
    PixelRect owned;  // what it contributes
    PixelRect input;  // owned and the overlap, cut at the padded frame
};

struct FocusPoint {
    double x = 0;
    double y = 0;
};
/// Covers `region` (cut to the frame) with tiles of equal size, at most `tilePx` (rounded up to a multiple of 16),
/// each reaching `overlapPx` into its neighbours; those nearest to `focus` first, else in reading order.
[[nodiscard]] std::vector<Tile> planTiles(PixelSize frame, PixelRect region, int tilePx,
                                          std::optional<FocusPoint> focus = std::nullopt,
                                          int overlapPx = kTileOverlapPx);
/// How much of its surroundings a tile needs so that convolution `index` of PlainNetwork is exact on what it owns.
[[nodiscard]] int overlapForConvolution(int index);

/// `frame` with width and height rounded up to multiples of 16.
[[nodiscard]] PixelSize paddedSize(PixelSize frame);

}  // namespace scotopic
