// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"

namespace scotopic {

/// Sums over `owned` of an interleaved float32 image `[size.height, size.width, channels]`.
[[nodiscard]] ChannelSums sumChannels(const float* pixels, PixelSize size, int channels, PixelRect owned);

/// `owned` of the tile as convolution `index` sees it: 1, 2, 4, 8 or 16 times smaller.
[[nodiscard]] PixelRect atLevelOf(int index, PixelRect owned);

}  // namespace scotopic
