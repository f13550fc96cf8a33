// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"

namespace scotopic {

/// The amplification slider's positions 0..kRatioSliderSteps are equal steps in EV from kSmallestRatio to
/// kLargestRatio: the eye, like the camera, counts light in doublings.
inline constexpr int kRatioSliderSteps = 1000;

[[nodiscard]] ExposureRatio ratioFromSlider(int position);
/// Ratios beyond the slider's range give its ends.
[[nodiscard]] int sliderFromRatio(ExposureRatio ratio);

}  // namespace scotopic
