// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"

namespace scotopic {

/// Sums over `owned` of an interleaved float32 image `[size.height, size.width, channels]`.
[[nodiscard]] ChannelSums sumChannels(const float* pixels, PixelSize size, int channels, PixelRect owned);

}  // namespace scotopic
