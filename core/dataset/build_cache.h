// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/find_pairs.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

enum class Bursts {
    First,  // the `_00` files, which the study trains and scores with: 27 GB for all of SID's Sony set
    All,    // 82 GB
};

/// What there is to do before a set is decoded.
struct CachePlan {
    std::size_t pairCount = 0;  // wanted: of the splits and bursts
    std::size_t filesReady = 0;
    std::size_t filesToDecode = 0;
    std::uint64_t bytesToWrite = 0;
    std::vector<PairProblem> unreadable;  // what even their headers refuse
};

struct CacheBuildOptions {
    Bursts bursts = Bursts::First;
    std::vector<Split> splits{Split::Train, Split::Validation, Split::Test};
    /// Bytes that may be written at most; none: what is free on the disk. Tests set it.
    std::optional<std::uint64_t> freeBytes;
    std::function<void(const CachePlan&)> onPlan;  // called once, before anything is decoded
};

struct CacheReport {
    CachePlan plan;
    std::size_t pairsReady = 0;         // of those wanted
    std::vector<PairProblem> failures;  // what could not be decoded, the plan's included
};

/// Reads the headers of what is not in the cache yet, and changes nothing. Throws Cancelled.
[[nodiscard]] CachePlan planCache(const PairSet& set, const std::filesystem::path& folder,
                                  const CacheBuildOptions& options, const JobContext& context);

/// Decodes what is missing in `folder` or has become stale (a source of another size or time, another LibRaw) and
/// writes the index over every pair of the set that is there. A file that cannot be decoded is left out with its
/// pairs and reported. When the work is cancelled, or the disk is full, what is done stays, is usable and is not done
/// again. Throws OutputFailed (before anything is decoded when the disk has too little room), Cancelled.
CacheReport buildCache(const PairSet& set, const std::filesystem::path& folder, const CacheBuildOptions& options,
                       const JobContext& context);

/// Where a data set is decoded to unless one says otherwise: a folder named after `source` and its place, below
/// $XDG_CACHE_HOME/scotopic or ~/.cache/scotopic. Throws InvalidArgument when neither is known.
[[nodiscard]] std::filesystem::path defaultCacheFolder(const std::filesystem::path& source);

}  // namespace scotopic
