// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/find_pairs.h"

#include <array>
#include <map>
#include <string>
#include <vector>

namespace scotopic {

struct SplitSummary {
    int sceneCount = 0;
    int pairCount = 0;
    int firstBurstPairCount = 0;  // of the `_00` files, which the study uses
    std::map<float, int> pairCountByRatio;
};

struct DataSetScan {
    std::array<SplitSummary, 3> splits;       // in the order of Split
    std::vector<PairProblem> missing;         // named, but not there or of unknown exposure
    std::vector<PairProblem> unreadable;      // there, but not usable
    std::vector<std::string> excludedScenes;  // of the published exclusions, those that the set has
};

enum class ScanDepth { Headers, Pixels };

/// Opens every file of the set: its header, or decodes it whole. Throws Cancelled.
[[nodiscard]] DataSetScan scanDataSet(const PairSet& set, ScanDepth depth, const JobContext& context);

}  // namespace scotopic
