// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/align.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/pair.h"

#include <functional>
#include <string>
#include <vector>

namespace scotopic {

/// When a pair is suspect.
struct AlignmentLimits {
    /// Photosites. Pairs of SID that are used without complaint lie up to 0.75 apart; from one on, details of a
    /// photosite's size are learnt and scored in the wrong place.
    double shiftPx = 1.0;
    /// Of the phases that one shift explains. Pairs of SID have above 0.9, unrelated pictures below 0.3.
    double confidence = 0.5;
    /// A shift that is not known better than this says nothing.
    double standardErrorPx = 0.3;
    /// Green's gain and the exposures' ratio of brightness are both beyond this factor, either way: the exposure times
    /// in the names are wrong, or the light changed.
    double brightness = 1.4;
};

enum class Verdict {
    Aligned,
    Unknown,  // too dark, too flat or too small to tell
    Suspect,
    Failed,  // could not be opened
};
[[nodiscard]] const char* toText(Verdict verdict);  // "aligned", "unknown", "suspect", "failed"

struct CheckedPair {
    ImagePair pair;
    PairAlignment alignment;
    Verdict verdict = Verdict::Unknown;
    std::string reason;  // why it is not "aligned": "shifted by 3.2 photosites (3.0 right, 1.1 down)"
};

[[nodiscard]] CheckedPair judged(const ImagePair& pair, const PairAlignment& alignment, const AlignmentLimits& limits);

/// The suspects, each with its reason; where every pair of a scene is one, the scene.
[[nodiscard]] Exclusions exclusionsFrom(const std::vector<CheckedPair>& pairs);

/// Ground truths of different splits that are copies of one file: what is learnt would be tested.
struct SharedGroundTruth {
    ImagePair one;
    ImagePair other;
};
/// By size and SHA-256; files that cannot be read are passed over. Throws Cancelled.
[[nodiscard]] std::vector<SharedGroundTruth> sharedAcrossSplits(const std::vector<ImagePair>& pairs,
                                                                const JobContext& context);

/// The same of what a cache decoded, by the checksums that it recorded: ground truths of equal pixels.
[[nodiscard]] std::vector<SharedGroundTruth> sharedAcrossSplits(const DecodedCache& cache);

/// Every pair of a decoded cache, in its order; a damaged file fails its pairs. Throws Cancelled.
[[nodiscard]] std::vector<CheckedPair> checkCache(const DecodedCache& cache, const AlignmentLimits& limits,
                                                  const JobContext& context);

/// For the two ways to open pairs: checks group after group of indices into `pairs` on the job's threads, and gives all
/// pairs back in their order. Throws Cancelled and what `check` throws; `own` is the job as a helper thread may see it.
using CheckGroup =
    std::function<std::vector<CheckedPair>(const std::vector<std::size_t>& group, const JobContext& own)>;
[[nodiscard]] std::vector<CheckedPair> checkGroups(const std::vector<std::vector<std::size_t>>& groups,
                                                   const CheckGroup& check, const JobContext& context);

}  // namespace scotopic
