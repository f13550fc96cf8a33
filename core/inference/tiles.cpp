// SPDX-License-Identifier: MIT
#include "core/inference/tiles.h"

#include <algorithm>
#include <functional>
#include <set>

namespace scotopic {
namespace {

constexpr int kLargestTilePx = 1 << 20;

int alignedUp(int value)
{
    return (value + kTileAlignmentPx - 1) / kTileAlignmentPx * kTileAlignmentPx;
}

int alignedDown(int value)
{
    return value / kTileAlignmentPx * kTileAlignmentPx;
}

/// The smallest rect that holds `rect` and begins and ends at multiples of 16; still inside the padded frame.
PixelRect aligned(PixelRect rect)
{
    const int x = alignedDown(rect.x);
    const int y = alignedDown(rect.y);
    return {x, y, alignedUp(rect.right()) - x, alignedUp(rect.bottom()) - y};
}

/// Tiles of equal size need less memory, and fewer shapes, than full ones with a narrow rest.
int evenStep(int extent, int tilePx)
{
    const int count = (extent + tilePx - 1) / tilePx;
    return alignedUp((extent + count - 1) / count);
}

PixelRect grown(PixelRect rect, int margin, PixelSize limit)
{
    return intersected({rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin},
                       wholeOf(limit));
}

double squaredDistance(PixelRect rect, FocusPoint focus)
{
    const double dx = rect.x + rect.width / 2.0 - focus.x;
    const double dy = rect.y + rect.height / 2.0 - focus.y;
    return dx * dx + dy * dy;
}

}  // namespace

std::vector<Tile> planTiles(PixelSize frame, PixelRect region, int tilePx, std::optional<FocusPoint> focus,
                            int overlapPx)
{
    std::vector<Tile> tiles;
    const PixelRect wanted = intersected(region, wholeOf(frame));
    if (wanted.isEmpty()) {
        return tiles;
    }
    const PixelSize padded = paddedSize(frame);
    const PixelRect covered = aligned(wanted);
    const int largest = alignedUp(std::clamp(tilePx, 1, kLargestTilePx));
    const int stepX = evenStep(covered.width, largest);
    const int stepY = evenStep(covered.height, largest);
    for (int y = covered.y; y < covered.bottom(); y += stepY) {
        for (int x = covered.x; x < covered.right(); x += stepX) {
            const PixelRect owned = intersected({x, y, stepX, stepY}, covered);
            tiles.push_back({.owned = owned, .input = grown(owned, overlapPx, padded)});
        }
    }
    if (focus) {
        std::stable_sort(tiles.begin(), tiles.end(), [&](const Tile& a, const Tile& b) {
            return squaredDistance(a.owned, *focus) < squaredDistance(b.owned, *focus);
        });
    }
    return tiles;
}

std::optional<Tile> largestOf(const std::vector<Tile>& tiles)
{
    const auto largest = std::max_element(tiles.begin(), tiles.end(), [](const Tile& a, const Tile& b) {
        return a.input.size().area() < b.input.size().area();
    });
    return largest == tiles.end() ? std::nullopt : std::optional(*largest);
}

Planes cutTile(const Planes& frame, PixelRect input)
{
    Planes tile(frame.planes, input.height, input.width);
    const int inside = std::clamp(frame.width - input.x, 0, input.width);
    for (int plane = 0; plane < frame.planes; ++plane) {
        for (int y = 0; y < input.height; ++y) {
            const float* from = frame.row(plane, std::min(input.y + y, frame.height - 1));
            float* to = tile.row(plane, y);
            std::copy_n(from + std::min(input.x, frame.width - 1), inside, to);
            std::fill(to + inside, to + input.width, from[frame.width - 1]);
        }
    }
    return tile;
}

std::vector<int> tileSizesFor(PixelSize extent)
{
    std::set<int, std::greater<>> sizes{kSmallestChosenTilePx};
    for (const int side : {extent.width, extent.height}) {
        for (int count = 1 + (side - 1) / kLargestChosenTilePx; side / count > kSmallestChosenTilePx; ++count) {
            sizes.insert(evenStep(side, (side + count - 1) / count));
        }
    }
    return {sizes.begin(), sizes.end()};
}

int overlapForConvolution(int index)
{
    // Each level adds the two pixels of its two 3x3 convolutions; going one level down halves a distance, coming back
    // up doubles it. Positions are multiples of 16, so only the distance counts.
    int reach = index == kHeadIndex ? 1 + 2 : index % 2 + 1;
    int level = levelOf(index);
    if (blockOf(index) > kDeepestLevel) {
        for (; level < kDeepestLevel; ++level) {
            reach = (reach + 1) / 2 + 2;
        }
    }
    for (; level > 0; --level) {
        reach = 2 * reach + 2;
    }
    return alignedUp(reach);
}

PixelSize paddedSize(PixelSize frame)
{
    return {alignedUp(frame.width), alignedUp(frame.height)};
}

}  // namespace scotopic
