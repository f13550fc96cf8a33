// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/metrics/metrics.h"

#include <vector>

namespace scotopic {

inline constexpr int kUniformWindowPx = 7;

/// Pictures of equal size, at least the window.
[[nodiscard]] double uniformSsim(const Scored8Bit& picture, const Scored8Bit& truth);
[[nodiscard]] double uniformSsim(const ScoredFloat& picture, const ScoredFloat& truth);

/// One value a pixel, the mean over channels of the window around it.
[[nodiscard]] std::vector<float> uniformSsimMap(const ScoredFloat& picture, const ScoredFloat& truth);

}  // namespace scotopic
