// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/align_set.h"

namespace scotopic {

/// checkPairs() on raws and pictures; each ground truth is developed once for all its short exposures.
[[nodiscard]] std::vector<CheckedPair> checkPhotos(const std::vector<ImagePair>& pairs, const AlignmentLimits& limits,
                                                   const JobContext& context);

}  // namespace scotopic
