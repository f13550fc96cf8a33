// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/dataset/unprocess.h"
#include "core/raw/raw_image.h"

namespace scotopic {

/// A Bayer raw's light at half its size, without interpolating colours: those of each block of 2x2 photosites, green
/// the mean of two, in register at the block's middle. Throws UnsupportedInput for X-Trans.
[[nodiscard]] CameraPicture lightOfBlocks(const RawImage& raw);

}  // namespace scotopic
