// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/planes.h"
#include "core/inference/levels.h"

#include <optional>
#include <vector>

namespace scotopic {

/// Measured: with 96 plane pixels beyond each side a tile of the five-level U-Net equals the untiled result.
inline constexpr int kTileOverlapPx = 96;
/// Smaller ones compute mostly their overlap.
inline constexpr int kSmallestChosenTilePx = 128;
/// Engines plan larger ones for minutes, and no machine has the memory for what they would gain.
inline constexpr int kLargestChosenTilePx = 16384;
/// The network halves its input four times.
inline constexpr int kTileAlignmentPx = 16;

/// One tile, in plane pixels of the frame padded to multiples of 16.
struct Tile {
    PixelRect owned;  // what it contributes
    PixelRect input;  // owned and the overlap, cut at the padded frame

    [[nodiscard]] TileShape shape() const { return {input.size(), relativeTo(input, owned)}; }
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
/// Tiles differ by a few rows and columns; the one with the largest input needs the most memory. None for no tiles.
[[nodiscard]] std::optional<Tile> largestOf(const std::vector<Tile>& tiles);
/// The part of `frame` that a tile sees; beyond the frame its last row and column are repeated.
[[nodiscard]] Planes cutTile(const Planes& frame, PixelRect input);
/// Tile sizes that cover `extent` with one tile, two along its longer side, and so on, of kLargestChosenTilePx at most:
/// the largest first, down to kSmallestChosenTilePx.
[[nodiscard]] std::vector<int> tileSizesFor(PixelSize extent);
/// How much of its surroundings a tile needs so that convolution `index` of PlainNetwork is exact on what it owns.
[[nodiscard]] int overlapForConvolution(int index);

/// `frame` with width and height rounded up to multiples of 16.
[[nodiscard]] PixelSize paddedSize(PixelSize frame);

}  // namespace scotopic
