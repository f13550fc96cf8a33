// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model.h"
#include "core/training/run_record.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace scotopic {

/// Between two steps: what the next one depends on, apart from weights and options. The random state of a run is its
/// seed and this place: patches depend on nothing else.
struct TrainingPosition {
    int epoch = 1;       // the next sample's, from 1
    int nextIndex = 0;   // the next sample of that epoch
    long step = 0;       // steps done
    double lossSum = 0;  // over the steps of this epoch so far
    int stepsInEpoch = 0;
    int failureCount = 0;
    std::optional<BestEpoch> best;   // by validation
    std::vector<double> lastLosses;  // for the criterion of an exploding loss

    friend bool operator==(const TrainingPosition&, const TrainingPosition&) = default;
};

/// Where a run can go on as if it had never stopped.
struct Checkpoint {
    TrainingPosition position;
    UNetOptions network;
    Weights state;  // Trainer::state()
};

/// Writes checkpoints/step-N.safetensors. Of the others two at most stay, one of them the newest up to `provenStep`:
/// where the loss turns out to explode, the networks of later ones may be spoiled already. Throws OutputFailed; all
/// stay then.
void writeCheckpoint(const std::filesystem::path& folder, const Checkpoint& checkpoint, long provenStep);
/// Removes those after `provenStep`, but never the oldest there is. The step of the newest that stays.
std::optional<long> removeUnprovenCheckpoints(const std::filesystem::path& folder, long provenStep);
/// The newest that can be read, or none when there is not one file. Throws CorruptInput when none of the files can be
/// read, UnsupportedInput when they are of another version.
[[nodiscard]] std::optional<Checkpoint> readNewestCheckpoint(const std::filesystem::path& folder);
/// Throws UnreadableInput, CorruptInput, UnsupportedInput, naming the file.
[[nodiscard]] Checkpoint readCheckpoint(const std::filesystem::path& file);

}  // namespace scotopic
