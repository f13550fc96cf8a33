// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/build_cache.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/exclusions.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace scotopic {

/// What training and evaluation read.
struct StudyDataOptions {
    std::filesystem::path data;              // anything that findPairs() takes, or a decoded cache
    std::filesystem::path cache;             // where raws are decoded to; empty: defaultCacheFolder()
    bool allBursts = false;                  // decode every short exposure, not only the first of each burst
    Checksums checksums = Checksums::Trust;  // of the decoded files
    /// For training: the share of its pairs that may be undecodable, those of `exclusions` aside; none: any.
    std::optional<double> allowedFailureShare{};
    Exclusions exclusions{};
};

/// What opening tells while it goes; each may be empty. Called on the opening thread.
struct StudyDataListener {
    std::function<void(const std::string&)> onNote;  // a sentence: a pair that is left out, and why
    /// Beside that note, for each pair whose file cannot be decoded; pairs that share it have the same sentence.
    std::function<void(const ImagePair&, const std::string& sentence)> onLeftOut;
    std::function<void(const CachePlan&, const std::filesystem::path& folder)> onPlan;  // before anything is decoded
};

/// The decoded cache that `data` is. Throws as DecodedCache does; InvalidArgument when `cache` is given too, or
/// when all bursts are wanted of a cache without them.
[[nodiscard]] DecodedCache openDecoded(const StudyDataOptions& options);

/// In builds that open raws: the cache that `data` is, or the folder that it is decoded to.
[[nodiscard]] std::filesystem::path decodedFolderOf(const StudyDataOptions& options);

/// Likewise: the cache that `data` is, or that of the raws there, which is filled first where something is missing.
/// Pairs that cannot be decoded are told and left out. Throws as openDecoded(), findPairs() and buildCache() do, and
/// CorruptInput when more of them than allowed are left out.
[[nodiscard]] DecodedCache openStudyData(const StudyDataOptions& options, const StudyDataListener& listener,
                                         const JobContext& context);

}  // namespace scotopic
