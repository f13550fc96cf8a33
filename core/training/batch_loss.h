// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/patch.h"
#include "core/network/unet.h"
#include "core/training/training_options.h"

#include <span>

namespace scotopic {

/// What the network takes of these examples: [n, planes, h, w] on the device, in the type that it computes in.
/// Throws InvalidArgument when they are not all of the network's planes and of one size.
[[nodiscard]] at::Tensor inputOf(const UNetOptions& network, std::span<const TrainingExample> batch, at::Device device,
                                 at::ScalarType type);

/// How light looks: (max(t, 0) + e)^(1 / 2.2) with e = 1e-3, which keeps the slope finite at black; below 0 the tangent
/// there goes on, so that an output that is too dark by far is still told which way to go.
[[nodiscard]] at::Tensor toneMapped(const at::Tensor& light);

/// The loss between output and target over all values of all examples, a float32 scalar (or float64 for that type)
/// ready for backward().
[[nodiscard]] at::Tensor lossOf(UNet& network, std::span<const TrainingExample> batch, Loss loss, at::Device device,
                                at::ScalarType type);

}  // namespace scotopic
