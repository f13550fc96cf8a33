// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: how numbers and facts read in every output.
#include "core/evaluation/report.h"

#include <string>
#include <vector>

namespace scotopic {

/// "28.13"; "equal" for infinity.
[[nodiscard]] std::string psnrText(double psnrDb);
/// "0.755"
[[nodiscard]] std::string ssimText(double ssim);
/// "+0.42" with `digits` after the point.
[[nodiscard]] std::string signedText(double value, int digits);
[[nodiscard]] std::string fixedText(double value, int digits);
/// "-0.21 [-0.35, -0.06]"
[[nodiscard]] std::string differenceText(const PairedDifference& difference, int digits);
/// "x250"
[[nodiscard]] std::string ratioText(float ratio);

/// The rows of one protocol, in the contestants' order.
[[nodiscard]] std::vector<const SummaryRow*> rowsOf(const Report& report, const std::string& protocol);
[[nodiscard]] std::vector<const Comparison*> comparisonsOf(const Report& report, const std::string& protocol);
/// Every ratio that a row of the protocol has, ascending.
[[nodiscard]] std::vector<float> ratiosOf(const std::vector<const SummaryRow*>& rows);
/// Whether the published table was scored by this arithmetic and on these images.
[[nodiscard]] bool isAsPublished(const Report& report, const Protocol& protocol);

/// What batch normalisation's statistics mean, for the contestants that have any; empty without.
struct StatisticsNote {
    std::string name;
    std::string meaning;
};
[[nodiscard]] std::vector<StatisticsNote> statisticsNotes(const Report& report);
/// Data, split, versions, exclusions: "name: value" facts.
[[nodiscard]] std::vector<StatisticsNote> dataFacts(const Report& report);

/// How the intervals came about, in a sentence.
[[nodiscard]] std::string bootstrapText();

}  // namespace scotopic
