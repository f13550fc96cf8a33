// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"
#include "core/evaluation/statistics.h"

#include <optional>
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

/// Means of one contestant under one protocol; none where it has no scores.
[[nodiscard]] std::optional<SummaryRow> summaryRow(const std::vector<ImageScore>& scores, const std::string& protocol,
                                                   const std::string& contestant);

/// An image that two contestants were scored on; differences are the second's score less the first's.
struct ImageDifference {
    std::string scene;
    std::string pair;
    double psnrDb = 0;  // NaN or infinite where a picture equals its truth
    double ssim = 0;
};
/// In the second's order.
[[nodiscard]] std::vector<ImageDifference> imageDifferences(const std::vector<ImageScore>& scores,
                                                            const std::string& protocol, const std::string& first,
                                                            const std::string& second);
/// Their means and intervals; pictures that equal their truth are left out of PSNR's.
[[nodiscard]] Comparison compare(const std::vector<ImageScore>& scores, const std::string& protocol,
                                 const std::string& first, const std::string& second);

/// Means and paired comparisons of an evaluation, in the job's order. Pictures that equal their truth are left out of
/// differences of PSNR.
[[nodiscard]] Summary summarise(const EvaluationJob& job, const std::vector<ImageScore>& scores);

}  // namespace scotopic
