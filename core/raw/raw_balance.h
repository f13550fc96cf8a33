// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <array>

namespace scotopic {

/// "as shot", "daylight", "applied", "estimated", "unknown"
[[nodiscard]] const char* toText(WhiteBalanceSource source);

/// Gains of R, G, B under which the picture is grey in the mean, green's being 1: squares of photosites in which
/// nothing is saturated count, as in LibRaw's automatic white balance. 1 where there is nothing to go by.
[[nodiscard]] std::array<float, 3> greyBalance(const RawImage& raw);

}  // namespace scotopic
