// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/base/planes.h"
#include "core/inference/engine.h"

#include <functional>

namespace scotopic {

/// Patch `index` (from 0): [planes, h, w], 0..1, sides multiples of 16, all of one size.
using PatchOf = std::function<Planes(int index)>;

/// The model with the running statistics of its batch normalisation replaced by precise ones (Wu and Johnson 2021,
/// "Rethinking 'Batch' in BatchNorm"): weights stay as they are, each patch goes through the network by itself,
/// normalised with its own statistics as in training with a batch of one, and each normalisation gets the mean and the
/// (biased) variance of what it saw over all patches together: the mean of the patches' means, and the mean of their
/// variances plus the variance of their means. Its batch counter becomes the number of patches.
/// Computes in fp32. Adds the notes "bn_mode" = "precise" and "bn_patches". Throws InvalidArgument for a model without
/// batch normalisation or no patches, CorruptInput when the statistics are not finite, DeviceFailed, Cancelled.
[[nodiscard]] Model recalibrated(const Model& model, int patchCount, const PatchOf& patchOf, DeviceId device,
                                 const JobContext& context);

}  // namespace scotopic
