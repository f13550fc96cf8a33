// SPDX-License-Identifier: MIT
#include "core/inference/levels.h"

#include <cassert>

namespace scotopic {
namespace {

// A level's two 3x3 convolutions see 2 pixels further, level 0 with its head 3; what the next level up sees comes on
// top, halved: 2. Even, since the level below has a pixel for two.
constexpr int kUpwardMarginPx = 4;

PixelRect reduced(PixelRect rect, int level)
{
    return {rect.x >> level, rect.y >> level, rect.width >> level, rect.height >> level};
}

PixelRect grown(PixelRect rect, int margin)
{
    return {rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin};
}

}  // namespace

PixelRect TileShape::computedAt(int index) const
{
    const int level = levelOf(index);
    const PixelRect whole = reduced(wholeOf(size), level);
    if (blockOf(index) <= kDeepestLevel) {
        return whole;
    }
    return intersected(grown(reduced(owned, level), kUpwardMarginPx), whole);
}

PixelRect TileShape::ownedAt(int index) const
{
    return reduced(owned, levelOf(index));
}

TileShape wholeTile(PixelSize size)
{
    return {size, wholeOf(size)};
}

PixelRect relativeTo(PixelRect origin, PixelRect rect)
{
    assert(intersected(origin, rect) == rect);
    return {rect.x - origin.x, rect.y - origin.y, rect.width, rect.height};
}

}  // namespace scotopic
