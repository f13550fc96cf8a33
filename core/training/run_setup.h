// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/clean_set.h"
#include "core/dataset/decoded_cache.h"
#include "core/training/train.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace scotopic {

/// Where a run's data lie, as a person names it.
struct RunDataPlaces {
    std::filesystem::path data;        // pairs or a clean set
    std::filesystem::path validateOn;  // of a clean set: the pairs that choose the best epoch; may be empty
    std::filesystem::path exclusions;  // of a new run: pairs to leave out; may be empty
};

/// What a run's folder says before the run has begun: paused, with its recipe and where its data are.
[[nodiscard]] RunRecord plannedRecord(const TrainingOptions& options, const RunDataPlaces& places);
/// Whether it is such a record.
[[nodiscard]] bool isPlanned(const RunRecord& record);

/// A clean set with the pairs that choose the best epoch, if there are any; or the pairs of both splits.
struct RunData {
    std::optional<CleanSet> clean;
    std::optional<DecodedCache> cache;
};
using OpenPairs = std::function<DecodedCache(const std::filesystem::path& data)>;

/// Where the data of a run lay: the decoded cache where it is still there, else what it was decoded from.
[[nodiscard]] RunDataPlaces placesOf(const RunRecord& record);
/// Throws InvalidArgument where pairs to validate on are given beside pairs, and what CleanSet and `openPairs` throw.
[[nodiscard]] RunData openRunData(const RunDataPlaces& places, const OpenPairs& openPairs);

/// Fills in the data of a job whose options are there: of a new run, with the planes of its network, or of one that
/// goes on as its record says (or begins, if it was but planned). `data` outlives the job. The latter throws
/// CorruptInput when a recorded pair is gone; both what readExclusions() throws.
void beginWith(TrainingJob& job, const RunDataPlaces& places, const RunData& data);
void goOnWith(TrainingJob& job, const RunData& data, const RunRecord& record);

}  // namespace scotopic
