// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/base/tone.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace scotopic {

/// A display-referred picture: sRGB primaries, encoded by `curve`, 0..65535, R, G, B interleaved, row-major,
/// size.area() * 3 values. LibRaw's rendering, networks of the study and its tone have BT.709's curve.
struct SrgbPicture {
    PixelSize size;
    std::vector<std::uint16_t> rgb;
    TransferCurve curve = TransferCurve::Srgb;
};

/// The same in 8 bit, for screens: always under sRGB's curve.
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

/// The same light under sRGB's curve, as a screen shows it.
[[nodiscard]] SrgbPicture withSrgbCurve(SrgbPicture picture);
[[nodiscard]] SrgbPreview toPreview(const SrgbPicture& picture);

}  // namespace scotopic
