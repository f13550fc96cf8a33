// SPDX-License-Identifier: MIT
#include "core/base/geometry.h"

#include <algorithm>
#include <utility>

namespace scotopic {

PixelRect wholeOf(PixelSize size)
{
    return {0, 0, size.width, size.height};
}

PixelRect intersected(PixelRect a, PixelRect b)
{
    const int left = std::max(a.x, b.x);
    const int top = std::max(a.y, b.y);
    const int right = std::min(a.right(), b.right());
    const int bottom = std::min(a.bottom(), b.bottom());
    if (right <= left || bottom <= top) {
        return {};
    }
    return {left, top, right - left, bottom - top};
}

bool swapsAxes(Orientation orientation)
{
    return static_cast<int>(orientation) >= static_cast<int>(Orientation::Transposed);
}

PixelSize orientedSize(PixelSize size, Orientation orientation)
{
    return swapsAxes(orientation) ? PixelSize{size.height, size.width} : size;
}

PixelRect orientedRect(PixelRect rect, PixelSize frame, Orientation orientation)
{
    const int fromRight = frame.width - rect.right();
    const int fromBottom = frame.height - rect.bottom();
    switch (orientation) {
    case Orientation::Upright: return rect;
    case Orientation::MirroredHorizontally: return {fromRight, rect.y, rect.width, rect.height};
    case Orientation::Rotated180: return {fromRight, fromBottom, rect.width, rect.height};
    case Orientation::MirroredVertically: return {rect.x, fromBottom, rect.width, rect.height};
    case Orientation::Transposed: return {rect.y, rect.x, rect.height, rect.width};
    case Orientation::Rotated90Clockwise: return {fromBottom, rect.x, rect.height, rect.width};
    case Orientation::Transversed: return {fromBottom, fromRight, rect.height, rect.width};
    case Orientation::Rotated90CounterClockwise: return {rect.y, fromRight, rect.height, rect.width};
    }
    return rect;
}

PixelRect sensorRect(PixelRect rect, PixelSize frame, Orientation orientation)
{
    Orientation inverse = orientation;
    if (orientation == Orientation::Rotated90Clockwise) {
        inverse = Orientation::Rotated90CounterClockwise;
    } else if (orientation == Orientation::Rotated90CounterClockwise) {
        inverse = Orientation::Rotated90Clockwise;
    }
    return orientedRect(rect, orientedSize(frame, orientation), inverse);
}

}  // namespace scotopic
