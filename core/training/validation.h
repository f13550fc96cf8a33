// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/inference/engine.h"
#include "core/network/model.h"
#include "core/training/run_tables.h"

#include <cstddef>
#include <vector>

namespace scotopic {

/// Scores a model on whole frames as the study does: output (of a camera-linear network: in studyRendering()) clamped
/// and truncated to 8 bit, like the ground truth, PSNR with range 255, SSIM with scikit-image's uniform 7x7 window,
/// mean absolute error of the clamped float output; means over the pairs. Batch normalisation uses running statistics.
/// Pairs that cannot be read are left out.
struct Validation {
    ValidationScores mean;
    int scoredCount = 0;
    std::vector<std::string> failures;  // a sentence for each pair left out
};

/// Holds one frame of 8-bit output and truth at a time. Throws Cancelled, DeviceFailed, and CorruptInput when not one
/// of the pairs can be read.
[[nodiscard]] Validation validate(const Model& model, const EngineOptions& engine, const DecodedCache& cache,
                                  const std::vector<std::size_t>& pairs, const JobContext& context);

}  // namespace scotopic
