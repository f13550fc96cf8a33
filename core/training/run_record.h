// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/training_options.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

enum class RunState {
    Running,   // or killed while it was: see RunFolder::isInUse()
    Paused,    // stopped by a person or by a lost process, with a checkpoint; can go on
    Finished,  // all epochs, or early stopping; more epochs can be added
    Failed,    // the reason says why; goes on from its last checkpoint
};
[[nodiscard]] const char* toText(RunState state);  // "running", "paused", "finished", "failed"

/// What a run will need, from two steps measured before it begins.
struct TrainingEstimate {
    double secondsPerStep = 0;
    double secondsPerEpoch = 0;  // steps alone
    double totalSeconds = 0;     // steps alone, of the epochs that remain
    std::size_t memoryBytes = 0;
    std::size_t diskBytes = 0;  // checkpoints and models
};

/// Where a run's time went.
struct TrainingTimes {
    double totalSeconds = 0;
    double networkSeconds = 0;     // forward, backward, optimizer
    double waitingSeconds = 0;     // for patches
    double validationSeconds = 0;  // sample pictures too
    double checkpointSeconds = 0;

    /// Of the time that is neither validation nor checkpoints, 0..1.
    [[nodiscard]] double networkShare() const;
};

struct BestEpoch {
    int epoch = 0;
    double psnrDb = 0;

    friend bool operator==(const BestEpoch&, const BestEpoch&) = default;
};

/// run.json: everything about a run that is not a curve or a weight.
struct RunRecord {
    RunState state = RunState::Running;
    std::string reason;  // why it is in this state, a sentence; empty while all is well
    TrainingOptions options;
    std::string version;  // Scotopic's
    std::string torchVersion;
    std::string truthRenderer;  // what rendered the ground truth, e.g. LibRaw's version
    std::string dataRoot;       // as --data named it
    std::string cacheFolder;
    std::string exclusionsFile;           // of a run that was not begun yet
    std::string dataFingerprint;          // fingerprintOf() its data
    std::vector<std::string> trainPairs;  // names: what is trained on, so that resuming needs no exclusion list
    std::vector<std::string> validationPairs;
    std::string startedAt;  // ISO 8601, UTC
    std::string updatedAt;
    long pid = 0;
    std::string host;
    std::string device;  // Trainer::deviceDescription()
    int processes = 1;
    int epoch = 0;  // the last whole one
    long step = 0;
    int stepsPerEpoch = 0;
    std::optional<BestEpoch> best;
    int failureCount = 0;  // samples left out because their files could not be read
    std::optional<TrainingEstimate> estimate;
    TrainingTimes times;              // of all sessions together
    std::size_t peakMemoryBytes = 0;  // of the last session
};

/// Indented JSON. parse throws CorruptInput and UnsupportedInput (a run of another version) without the file's name.
[[nodiscard]] std::string toJson(const RunRecord& record);
[[nodiscard]] RunRecord parseRunRecord(const std::string& json);

}  // namespace scotopic
