// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/network/model.h"

namespace scotopic {

/// Multiply-adds times 2 of the network up to and including convolution `index` of PlainNetwork.
[[nodiscard]] double flopsUpTo(const UNetOptions& options, PixelSize planes, int index);

}  // namespace scotopic
