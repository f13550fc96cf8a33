// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace scotopic {

struct PixelSize {
    int width = 0;
    int height = 0;

    [[nodiscard]] std::size_t area() const
    {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
    friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

/// Half-open: columns [x, x + width), rows [y, y + height).
struct PixelRect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] PixelSize size() const { return {width, height}; }
    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] bool isEmpty() const { return width <= 0 || height <= 0; }
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

[[nodiscard]] PixelRect wholeOf(PixelSize size);
/// Empty (all zero) when the two do not meet.
[[nodiscard]] PixelRect intersected(PixelRect a, PixelRect b);

/// How the sensor's rows and columns lie in the upright picture. The values are EXIF's (tag 0x0112).
enum class Orientation {
    Upright = 1,
    MirroredHorizontally = 2,
    Rotated180 = 3,
    MirroredVertically = 4,
    Transposed = 5,
    Rotated90Clockwise = 6,  // the stored picture has to be turned 90 degrees clockwise to stand upright
    Transversed = 7,
    Rotated90CounterClockwise = 8,
};

[[nodiscard]] bool swapsAxes(Orientation orientation);
/// Size of the upright picture of a sensor frame of `size`.
[[nodiscard]] PixelSize orientedSize(PixelSize size, Orientation orientation);
/// Where `rect` of a sensor frame of `frame` lies in the upright picture.
[[nodiscard]] PixelRect orientedRect(PixelRect rect, PixelSize frame, Orientation orientation);
/// The inverse: where `rect` of the upright picture lies in the sensor frame of (unoriented) size `frame`.
[[nodiscard]] PixelRect sensorRect(PixelRect rect, PixelSize frame, Orientation orientation);

}  // namespace scotopic
