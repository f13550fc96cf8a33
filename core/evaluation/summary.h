// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"
#include "core/evaluation/statistics.h"

#include <string>
#include <vector>

namespace scotopic {

struct MeanScores {
    int imageCount = 0;
    double psnrDb = 0;  // infinity as soon as one picture equals its truth
    double ssim = 0;
    double l1 = 0;
    double seconds = 0;
};

struct RatioMean {
    float ratio = 0;
    MeanScores mean;
};

/// One row of a table: a contestant under a protocol.
struct SummaryRow {
    std::string protocol;
    std::string contestant;
    MeanScores mean;
    std::vector<RatioMean> byRatio;  // ascending
};

/// What `second` gains over `first`, on the images that both were scored on.
struct Comparison {
    std::string protocol;
    std::string first;
    std::string second;
    PairedDifference psnrDb;
    PairedDifference ssim;
};

struct Summary {
    std::vector<SummaryRow> rows;         // by protocol, then contestant
    std::vector<Comparison> comparisons;  // of each contestant with the first one, and of ratios with the truth's
};

/// Means and paired comparisons of an evaluation, in the job's order. Pictures that equal their truth are left out of
/// differences of PSNR.
[[nodiscard]] Summary summarise(const EvaluationJob& job, const std::vector<ImageScore>& scores);

}  // namespace scotopic
