// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"

#include <cstdint>

namespace scotopic {

/// A drawn picture of what photographs show seldom and networks spoil first, by turns: leaves upon leaves (edges of all
/// directions and colours), gratings up to the finest, lines of letters, gradients with flat patches of saturated
/// colour, point lamps on black. 16 bits, anti-aliased in linear light; the same for equal arguments.
[[nodiscard]] SrgbPicture drawChart(int number, PixelSize size, std::uint64_t seed);

}  // namespace scotopic
