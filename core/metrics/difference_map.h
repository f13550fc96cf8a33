// SPDX-License-Identifier: MIT
#pragma once

#include "core/metrics/metrics.h"

#include <vector>

namespace scotopic {

/// Where two pictures differ, as one number a pixel.
enum class DifferenceKind {
    Absolute,  // mean over channels of |picture - truth|, 0..1
    Squared,   // mean over channels of (picture - truth)^2, 0..1
    Signed,    // mean over channels of picture - truth, -1..1
    Ssim,      // SsimKind::Uniform7 of the window around the pixel, -1..1; within 3 of an edge that of the nearest
               // window: without that border the mean is ssim()
};

/// size.area() values, row-major. Throws InvalidArgument when the sizes differ, or are smaller than the window of Ssim.
[[nodiscard]] std::vector<float> differenceMap(DifferenceKind kind, const ScoredFloat& picture,
                                               const ScoredFloat& truth);

}  // namespace scotopic
