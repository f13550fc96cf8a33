// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <optional>
#include <vector>

namespace scotopic {

/// One value a pixel, row-major, any scale.
struct GreyPicture {
    PixelSize size;
    std::vector<float> values;
};

struct Shift {
    double x = 0;  // to the right
    double y = 0;  // downwards
};

struct ShiftEstimate {
    Shift shift;
    double standardError = 0;  // of each axis, from the coherence of the two pictures (Carter 1987)
    double confidence = 0;     // 0..1: how well one shift explains the phases; near 1 for pictures that agree
};

inline constexpr int kSmallestAlignedEdgePx = 64;

/// How far `other` shows the same things from where `reference` shows them, in pixels of these pictures; both axes up
/// to a quarter of a tile, that is of 256 pixels or of what fits twice into the smaller edge. None where the pictures
/// have nothing in common, e.g. no texture above the noise.
///
/// Phase correlation (Kuglin and Hines 1975) of many tiles at once, each frequency weighted by how far its coherence
/// can be trusted (Hannan and Thomson 1973): so the noise of a short exposure, which drowns the high frequencies,
/// counts for nothing there. The peak is then refined on the phases themselves.
/// Throws InvalidArgument when the sizes differ or an edge is below kSmallestAlignedEdgePx.
[[nodiscard]] std::optional<ShiftEstimate> estimateShift(const GreyPicture& reference, const GreyPicture& other);

}  // namespace scotopic
