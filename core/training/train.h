// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/dataset/clean_set.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/exclusions.h"
#include "core/training/run_folder.h"
#include "core/training/run_tables.h"
#include "core/training/samples.h"
#include "core/training/training_options.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace scotopic {

class GradientExchange;

/// The loss became NaN or infinite, or stays above that of a black picture; names step and pair.
class TrainingDiverged : public Error {
    using Error::Error;
};

/// What a run learns from and is checked on: indices into the cache's pairs(). Never the test split.
struct TrainingData {
    std::vector<std::size_t> train;
    std::vector<std::size_t> validation;  // may be empty: then there is no best model
};

/// The `_00` files of both splits that are not excluded; of the first five scenes of each in debug mode (reference,
/// section 5).
[[nodiscard]] TrainingData chooseTrainingData(const std::vector<ImagePair>& pairs, const Exclusions& exclusions,
                                              bool debug);
/// The pairs that a run recorded. Throws CorruptInput when the cache does not have one of them.
[[nodiscard]] TrainingData recordedTrainingData(const std::vector<ImagePair>& pairs, const RunRecord& record);
/// Of a run on a clean set, whose pairs but choose the best epoch.
[[nodiscard]] TrainingData recordedValidationData(const std::vector<ImagePair>& pairs, const RunRecord& record);

/// Of the pairs that a run learns from and is checked on, whatever else the cache holds.
[[nodiscard]] std::string fingerprintOf(const DecodedCache& cache, const TrainingData& data);

/// What a run tells while it goes; each may be empty. Called on train()'s thread.
struct TrainingListener {
    std::function<void(const RunRecord&)> onStart;  // the estimate is known, the first step comes next
    std::function<void(const StepRow&)> onStep;
    std::function<void(const EpochRow&)> onEpoch;
    std::function<void(const std::filesystem::path&)> onSample;  // a picture that was written
    std::function<void(const std::string&)> onNote;  // a sentence: a file that was left out, memory that is short …
    WritePicture writePicture;                       // empty: no sample pictures
};

struct TrainingJob {
    TrainingOptions options;
    const DecodedCache* cache = nullptr;
    TrainingData data;
    /// A clean set: the network becomes camera-linear and learns from examples made of it; `cache`, which may then be
    /// null, has but the validation pairs.
    const CleanSet* clean = nullptr;
    std::string dataRoot;  // for the record: what the person named
    /// Null in the other processes of a distributed run, which write nothing. With a checkpoint in it (its own, or
    /// that of `resumeFrom`), training goes on from there.
    RunFolder* run = nullptr;
    /// The other processes of a distributed run that goes on read its newest checkpoint here.
    std::filesystem::path resumeFrom;
    GradientExchange* exchange = nullptr;
};

/// Trains until all epochs are done or early stopping ends it, and returns the record as it was written last.
///
/// A step takes `processes * accumulate * batch` samples; what is left at the end of an epoch and does not fill a step
/// is left out (in other epochs it is others). Steps, validation and checkpoints depend on options, data and the number
/// of processes alone, so a run that was killed and goes on gives the same curve as one that never stopped.
///
/// The record's recipe has the precision that `auto` came to, so that a run goes on in it elsewhere.
///
/// When the context is cancelled (between two steps, where the device is handed over too), a checkpoint is written, the
/// state becomes Paused and Cancelled is thrown. When something fails, the state becomes Failed with the reason and it
/// is thrown on; the checkpoints there are stay. A lost process of a distributed run: a checkpoint, Paused, and
/// DeviceFailed.
/// Throws InvalidArgument (options, data and checkpoint do not fit), TrainingDiverged, CorruptInput (too many
/// unreadable files), OutputFailed (disk full), DeviceFailed, Cancelled.
RunRecord train(const TrainingJob& job, const TrainingListener& listener, const JobContext& context);

}  // namespace scotopic
