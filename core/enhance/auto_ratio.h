// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/raw/raw_image.h"

namespace scotopic {

/// The amplification that brings the scene to the brightness of a well-exposed picture, from the raw alone:
/// percentiles of the counts above black, bounded by kSmallestRatio and kLargestRatio. The method and its constants
/// are documented at the definition.
[[nodiscard]] ExposureRatio suggestRatio(const RawImage& raw);

}  // namespace scotopic
