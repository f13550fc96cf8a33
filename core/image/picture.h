// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

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

/// Turns a picture in sensor orientation upright.
[[nodiscard]] SrgbPicture oriented(SrgbPicture picture, Orientation orientation);
[[nodiscard]] SrgbPreview oriented(SrgbPreview picture, Orientation orientation);

/// Rounds to the nearest 8-bit value.
[[nodiscard]] SrgbPreview toPreview(const SrgbPicture& picture);

}  // namespace scotopic
