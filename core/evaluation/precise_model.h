// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/exclusions.h"
#include "core/inference/engine.h"
#include "core/network/model.h"

namespace scotopic {

/// Training patches that precise statistics are taken over unless said otherwise.
inline constexpr int kPrecisePatches = 200;

/// The model with its running statistics computed anew over patches of the cache's train split (recalibrate.h): its
/// `_00` files, as in training. Unchanged without batch normalisation. The same for the same model, data and number of
/// patches. Throws InvalidArgument when the split is empty, and as recalibrate() does.
[[nodiscard]] Model withPreciseStatistics(const Model& model, const DecodedCache& cache, const Exclusions& exclusions,
                                          int patches, const DeviceId& device, const JobContext& context);

}  // namespace scotopic
