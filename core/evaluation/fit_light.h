// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include <span>

namespace scotopic {

/// Replaces each channel of `picture` by the gain and offset of it, in linear light (BT.709's curve undone), that come
/// nearest to `truth` (least squares), clipped to 0..1. Both R, G, B interleaved, 0..1, of one length.
void fitLight(std::span<float> picture, std::span<const float> truth);

}  // namespace scotopic
