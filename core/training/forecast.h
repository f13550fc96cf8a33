// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/example_source.h"
#include "core/training/run_record.h"
#include "core/training/training_options.h"

#include <cstddef>
#include <vector>

namespace scotopic {

/// What a run with these options will need, before there is any data: time from steps on random patches (small ones,
/// and of a network that is not too wide, scaled to the options), so that it takes seconds whatever they are; memory
/// and disk counted from the network's shapes. Memory is what training adds to the process. Hands the device over
/// between its steps. Throws as Trainer does, and Cancelled.
[[nodiscard]] TrainingEstimate forecastTraining(const TrainingOptions& options, int stepsPerEpoch, bool hasValidation,
                                                const JobContext& context);

/// What a step holds at its peak beyond the process without a network: weights, gradients, optimizer, and what the
/// forward pass keeps for the backward pass.
[[nodiscard]] std::size_t trainingMemoryBytes(const TrainingOptions& options);

/// A batch of patches of random numbers, the same every time: to measure a step by.
[[nodiscard]] std::vector<TrainingExample> randomExamples(const TrainingOptions& options);

}  // namespace scotopic
