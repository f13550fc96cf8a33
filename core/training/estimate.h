// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"
#include "core/training/run_record.h"
#include "core/training/train.h"
#include "core/training/trainer.h"

namespace scotopic {

/// Two steps on samples of the run, measured and then undone: memory is the larger of what the process held at their
/// peak and what validating the largest frame will hold. Throws as Trainer and the cache do.
[[nodiscard]] TrainingEstimate estimateTraining(Trainer& trainer, const TrainingJob& job, int stepsPerEpoch,
                                                int remainingEpochs);

/// Checkpoints and models that a run holds at its end, and one being written.
[[nodiscard]] std::size_t diskBytesOf(const TrainingOptions& options, bool hasValidation);

/// Throws OutputFailed when the folder's disk has not that much left.
void requireDiskSpace(const std::filesystem::path& folder, std::size_t bytes);

}  // namespace scotopic
