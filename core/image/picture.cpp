// SPDX-License-Identifier: MIT
#include "core/image/picture.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace scotopic {

namespace {

// Columns of a transposed picture land in rows that are far apart; blocks of this size stay in the cache.
constexpr int kBlockPx = 32;

template <class Channel>
void reversePixels(Channel* first, Channel* last)
{
    for (last -= 3; first < last; first += 3, last -= 3) {
        std::swap_ranges(first, first + 3, last);
    }
}

template <class Channel>
void mirrorRows(std::vector<Channel>& rgb, PixelSize size)
{
    const std::size_t rowValues = static_cast<std::size_t>(size.width) * 3;
    for (auto row = rgb.data(); row != rgb.data() + rgb.size(); row += rowValues) {
        reversePixels(row, row + rowValues);
    }
}

template <class Channel>
void mirrorColumns(std::vector<Channel>& rgb, PixelSize size)
{
    const std::size_t rowValues = static_cast<std::size_t>(size.width) * 3;
    for (std::size_t top = 0, bottom = rgb.size(); top + rowValues < bottom; top += rowValues) {
        bottom -= rowValues;
        std::swap_ranges(rgb.data() + top, rgb.data() + top + rowValues, rgb.data() + bottom);
    }
}

SrgbPicture blankLike(const SrgbPicture& picture, PixelSize size)
{
    return {size, {}, picture.curve};
}

SrgbPreview blankLike(const SrgbPreview& /*picture*/, PixelSize size)
{
    return {size, {}};
}

template <class Picture>
Picture withSwappedAxes(const Picture& picture, Orientation orientation)
{
    const UprightLayout layout(picture.size, orientation);
    Picture upright = blankLike(picture, orientedSize(picture.size, orientation));
    upright.rgb.resize(picture.rgb.size());
    for (int blockY = 0; blockY < picture.size.height; blockY += kBlockPx) {
        for (int blockX = 0; blockX < picture.size.width; blockX += kBlockPx) {
            const int right = std::min(blockX + kBlockPx, picture.size.width);
            const int bottom = std::min(blockY + kBlockPx, picture.size.height);
            for (int y = blockY; y < bottom; ++y) {
                const auto* source =
                    picture.rgb.data() + (static_cast<std::ptrdiff_t>(y) * picture.size.width + blockX) * 3;
                for (int x = blockX; x < right; ++x, source += 3) {
                    std::copy_n(source, 3, upright.rgb.data() + layout.indexOf(x, y) * 3);
                }
            }
        }
    }
    return upright;
}

template <class Picture>
Picture turnedUpright(Picture picture, Orientation orientation)
{
    assert(picture.rgb.size() == picture.size.area() * 3);
    if (picture.size.isEmpty()) {
        return blankLike(picture, orientedSize(picture.size, orientation));
    }
    switch (orientation) {
    case Orientation::MirroredHorizontally: mirrorRows(picture.rgb, picture.size); return picture;
    case Orientation::MirroredVertically: mirrorColumns(picture.rgb, picture.size); return picture;
    case Orientation::Rotated180:
        reversePixels(picture.rgb.data(), picture.rgb.data() + picture.rgb.size());
        return picture;
    case Orientation::Transposed:
    case Orientation::Rotated90Clockwise:
    case Orientation::Transversed:
    case Orientation::Rotated90CounterClockwise: return withSwappedAxes(picture, orientation);
    case Orientation::Upright: break;
    }
    return picture;
}

}  // namespace

UprightLayout::UprightLayout(PixelSize sensorFrame, Orientation orientation)
{
    const PixelSize upright = orientedSize(sensorFrame, orientation);
    const auto indexOfPixel = [&](int x, int y) {
        const PixelRect where = orientedRect({x, y, 1, 1}, sensorFrame, orientation);
        return static_cast<std::ptrdiff_t>(where.y) * upright.width + where.x;
    };
    origin = indexOfPixel(0, 0);
    stepX = indexOfPixel(1, 0) - origin;
    stepY = indexOfPixel(0, 1) - origin;
}

SrgbPicture oriented(SrgbPicture picture, Orientation orientation)
{
    return turnedUpright(std::move(picture), orientation);
}

SrgbPreview oriented(SrgbPreview picture, Orientation orientation)
{
    return turnedUpright(std::move(picture), orientation);
}

SrgbPicture withSrgbCurve(SrgbPicture picture)
{
    if (picture.curve == TransferCurve::Bt709) {
        std::transform(picture.rgb.begin(), picture.rgb.end(), picture.rgb.begin(), srgbFromBt709);
        picture.curve = TransferCurve::Srgb;
    }
    return picture;
}

SrgbPreview toPreview(const SrgbPicture& picture)
{
    const bool isBt709 = picture.curve == TransferCurve::Bt709;
    SrgbPreview preview{picture.size, {}};
    preview.rgb.resize(picture.rgb.size());
    std::transform(picture.rgb.begin(), picture.rgb.end(), preview.rgb.begin(),
                   [isBt709](std::uint16_t value) { return to8Bit(isBt709 ? srgbFromBt709(value) : value); });
    return preview;
}

}  // namespace scotopic
