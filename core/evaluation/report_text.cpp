// SPDX-License-Identifier: MIT
#include "core/evaluation/report_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

namespace scotopic {

std::string fixedText(double value, int digits)
{
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return {text.data(), static_cast<std::size_t>(std::max(length, 0))};
}

std::string psnrText(double psnrDb)
{
    return std::isinf(psnrDb) ? "equal" : fixedText(psnrDb, 2);
}

std::string ssimText(double ssim)
{
    return fixedText(ssim, 3);
}

std::string signedText(double value, int digits)
{
    const std::string text = fixedText(value, digits);
    return value >= 0 ? "+" + text : text;
}

std::string differenceText(const PairedDifference& difference, int digits)
{
    return signedText(difference.mean, digits) + " [" + signedText(difference.confidence95.low, digits) + ", "
           + signedText(difference.confidence95.high, digits) + "]";
}

std::string ratioText(float ratio)
{
    return toShortText({ratio});
}

std::vector<const SummaryRow*> rowsOf(const Report& report, const std::string& protocol)
{
    std::vector<const SummaryRow*> rows;
    for (const SummaryRow& row : report.summary.rows) {
        if (row.protocol == protocol) {
            rows.push_back(&row);
        }
    }
    return rows;
}

std::vector<const Comparison*> comparisonsOf(const Report& report, const std::string& protocol)
{
    std::vector<const Comparison*> comparisons;
    for (const Comparison& comparison : report.summary.comparisons) {
        if (comparison.protocol == protocol) {
            comparisons.push_back(&comparison);
        }
    }
    return comparisons;
}

std::vector<float> ratiosOf(const std::vector<const SummaryRow*>& rows)
{
    std::set<float> ratios;
    for (const SummaryRow* row : rows) {
        for (const RatioMean& mean : row->byRatio) {
            ratios.insert(mean.ratio);
        }
    }
    return {ratios.begin(), ratios.end()};
}

bool isAsPublished(const Report& report, const Protocol& protocol)
{
    return report.facts.split == Split::Test && describe(protocol) == describe(Protocol{});
}

std::vector<StatisticsNote> statisticsNotes(const Report& report)
{
    std::set<NormStatistics> used;
    for (const Contestant& contestant : report.contestants) {
        used.insert(contestant.statistics);
    }
    if (used.empty() || (used.size() == 1 && used.contains(NormStatistics::None))) {
        return {};
    }
    return {{"image", "each frame is normalised with its own statistics, as the study's test script did (it never "
                      "switched the network to evaluation); the whole frame's, although it is computed in tiles"},
            {"running", "the averages that training kept, as eval() uses them"},
            {"precise", "statistics computed anew over training patches with the weights frozen"},
            {"folded", "running and precise statistics are folded into the convolutions before a frame is computed; "
                       "that is the same function, so its row would be theirs"}};
}

std::vector<StatisticsNote> dataFacts(const Report& report)
{
    const ReportFacts& facts = report.facts;
    std::vector<StatisticsNote> notes{
        {"Data", facts.dataRoot + ", " + toText(facts.split) + " split"},
        {"Data fingerprint", facts.fingerprint},
        {"Ground truth rendered by", facts.truthRenderer.empty() ? "came as pictures" : facts.truthRenderer},
        {"Program", "Scotopic " + facts.version + (facts.createdAt.empty() ? "" : ", " + facts.createdAt)}};
    for (const std::string& excluded : facts.excluded) {
        notes.push_back({"Left out", excluded});
    }
    return notes;
}

std::string bootstrapText()
{
    return "Differences are paired by image; in brackets the 95 % percentile bootstrap interval over scenes ("
           + std::to_string(kBootstrapResamples) + " resamples, seed " + std::to_string(kBootstrapSeed) + ").";
}

}  // namespace scotopic
