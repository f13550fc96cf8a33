// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/metrics/metrics.h"

namespace scotopic {

inline constexpr int kGaussianWindowPx = 11;

/// Pictures of equal size, at least the window.
[[nodiscard]] double gaussianVolumeSsim(const Scored8Bit& picture, const Scored8Bit& truth);
[[nodiscard]] double gaussianVolumeSsim(const ScoredFloat& picture, const ScoredFloat& truth);
[[nodiscard]] double gaussianLuminanceSsim(const Scored8Bit& picture, const Scored8Bit& truth);
[[nodiscard]] double gaussianLuminanceSsim(const ScoredFloat& picture, const ScoredFloat& truth);

}  // namespace scotopic
