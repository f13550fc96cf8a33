// SPDX-License-Identifier: MIT
#pragma once

#include <array>

namespace scotopic {

/// R, G, B, 0..1, to be shown as they are.
using MapColour = std::array<float, 3>;

/// matplotlib's "magma" at five points, straight between them: black at 0, pale yellow at 1. Clamped.
[[nodiscard]] MapColour magmaColour(float place);
/// Blue at -1, white at 0, red at 1: the ends and middle of matplotlib's "bwr". Clamped.
[[nodiscard]] MapColour blueWhiteRedColour(float place);

}  // namespace scotopic
