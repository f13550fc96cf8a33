// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace scotopic {

/// A display-referred picture: sRGB primaries, gamma-encoded as it is to be shown, 0..65535, R, G, B interleaved,
/// row-major, size.area() * 3 values. What networks of the study and LibRaw's rendering give.
struct SrgbPicture {
    PixelSize size;
    std::vector<std::uint16_t> rgb;
};

/// The same in 8 bit, for screens.
struct SrgbPreview {
    PixelSize size;
    std::vector<std::uint8_t> rgb;
};

/// Where the pixels of a sensor frame lie in the upright picture, row-major: lets a picture be written upright at
/// once, without a second copy to turn.
struct UprightLayout {
    std::ptrdiff_t origin = 0;
    std::ptrdiff_t stepX = 1;
    std::ptrdiff_t stepY = 0;

    UprightLayout(PixelSize sensorFrame, Orientation orientation);
    [[nodiscard]] std::ptrdiff_t indexOf(int x, int y) const { return origin + x * stepX + y * stepY; }
};

/// Turns a picture in sensor orientation upright.
[[nodiscard]] SrgbPicture oriented(SrgbPicture picture, Orientation orientation);
[[nodiscard]] SrgbPreview oriented(SrgbPreview picture, Orientation orientation);

/// Rounds to the nearest 8-bit value.
[[nodiscard]] inline std::uint8_t to8Bit(std::uint16_t value)
{
    return static_cast<std::uint8_t>((value + 128U) / 257U);
}
[[nodiscard]] SrgbPreview toPreview(const SrgbPicture& picture);

}  // namespace scotopic
