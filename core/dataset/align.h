// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/dataset/align_shift.h"
#include "core/dataset/decoded_cache.h"

#include <array>
#include <optional>

namespace scotopic {

/// long = gain * short + offset by least squares, over blocks of 16 x 16 plane pixels of which no part is clipped; the
/// short exposure multiplied by the ratio, the long one's curve undone, both 0..1 and linear.
struct BrightnessFit {
    double gain = 1;
    double offset = 0;
    double residual = 0;  // root mean square of what the line leaves
};

/// How a short exposure and its ground truth lie on each other.
struct PairAlignment {
    /// Where the ground truth shows things, against the short exposure; in photosites, which are also the ground
    /// truth's pixels. None where the two have nothing in common or the frame is too small (below 64 plane pixels).
    std::optional<ShiftEstimate> shift;
    /// R, G, B; none where fewer than eight blocks can be compared. The short exposure has no white balance yet, so the
    /// gains of red and blue are the balance's; that of green is near 1 where the ratio is right.
    std::optional<std::array<BrightnessFit, 3>> brightness;
    /// Mean of the ground truth's green over that of the short exposure times the ratio, over the same blocks.
    double brightnessRatio = 1;
};

[[nodiscard]] PairAlignment alignPair(const DecodedShort& shortExposure, const DecodedLong& longExposure,
                                      ExposureRatio ratio);

/// The two pictures that are compared, one pixel for each plane pixel: square roots of the amplified greens and of the
/// ground truth's luminance, a scale on which photon noise is the same everywhere.
[[nodiscard]] GreyPicture greyOf(const DecodedShort& shortExposure, ExposureRatio ratio);
[[nodiscard]] GreyPicture greyOf(const DecodedLong& longExposure, PixelSize planeSize);

}  // namespace scotopic
