// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/plain_network.h"

namespace scotopic {

/// A 2x2 up-convolution with stride 2 is one matrix product per input pixel: a 1x1 convolution whose output channels
/// are the four output pixels, ordered (dy, dx, channel).
[[nodiscard]] Convolution asPointwise(const UpConvolution& up);

/// The head with its output channels in the order (dy, dx, colour) instead of pixel shuffle's (colour, dy, dx): each
/// row of a picture then lies in whole runs.
[[nodiscard]] Convolution headInPixelOrder(const Convolution& head, int upscale);

}  // namespace scotopic
