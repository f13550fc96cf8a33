// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/tone.h"

#include <vector>

namespace scotopic {

/// The ICC profile of sRGB's primaries under a curve, as it is embedded in files.
[[nodiscard]] std::vector<unsigned char> iccProfileOf(TransferCurve curve);

}  // namespace scotopic
