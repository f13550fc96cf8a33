// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/levels.h"

namespace scotopic {

/// Multiply-adds times 2 of a tile, up to and including convolution `index` of PlainNetwork.
[[nodiscard]] double flopsUpTo(const UNetOptions& options, const TileShape& tile, int index);

}  // namespace scotopic
