// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what differs between a run on pairs of a cache and one on a clean set.
#include "core/network/model.h"
#include "core/training/checkpoint.h"
#include "core/training/step_batches.h"
#include "core/training/train.h"

#include <memory>
#include <string>
#include <vector>

namespace scotopic {

/// Throws InvalidArgument where data, options and the run so far do not fit.
void requireFittingData(const TrainingJob& job);

/// The examples from a position on, in a job of so many threads.
[[nodiscard]] std::unique_ptr<ExampleSource> makeSource(const TrainingJob& job, const TrainingPosition& position,
                                                        ProcessPart part, int threads);
/// The first examples of the run, as many as a process takes in a step, or those of them that can be read. Throws
/// CorruptInput when none can.
[[nodiscard]] std::vector<TrainingExample> firstExamples(const TrainingJob& job);

/// Whose example it is: a pair's or a picture's name.
[[nodiscard]] const std::string& sourceNameOf(const TrainingJob& job, const TrainingExample& example);

/// Fills in what the record says of the data.
void describeData(const TrainingJob& job, RunRecord& record);
[[nodiscard]] std::string fingerprintOf(const TrainingJob& job);

[[nodiscard]] inline OutputSpace outputSpaceOf(const TrainingJob& job)
{
    return job.clean != nullptr ? OutputSpace::CameraLinear : OutputSpace::Display;
}

}  // namespace scotopic
