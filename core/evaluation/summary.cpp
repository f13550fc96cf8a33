// SPDX-License-Identifier: MIT
#include "core/evaluation/summary.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace scotopic {

namespace {

using ScorePointers = std::vector<const ImageScore*>;

ScorePointers scoresOf(const std::vector<ImageScore>& scores, const std::string& protocol,
                       const std::string& contestant)
{
    ScorePointers found;
    for (const ImageScore& score : scores) {
        if (score.protocol == protocol && score.contestant == contestant) {
            found.push_back(&score);
        }
    }
    return found;
}

MeanScores meanOf(const ScorePointers& scores)
{
    MeanScores mean;
    const double count = static_cast<double>(scores.size());
    for (const ImageScore* score : scores) {
        mean.psnrDb += score->scores.psnrDb / count;
        mean.ssim += score->scores.ssim / count;
        mean.l1 += score->scores.l1 / count;
        mean.seconds += score->seconds / count;
    }
    mean.imageCount = static_cast<int>(scores.size());
    return mean;
}

std::vector<RatioMean> meansByRatio(const ScorePointers& scores)
{
    std::map<float, ScorePointers> byRatio;
    for (const ImageScore* score : scores) {
        byRatio[score->ratio.value].push_back(score);
    }
    std::vector<RatioMean> means;
    for (const auto& [ratio, some] : byRatio) {
        means.push_back({ratio, meanOf(some)});
    }
    return means;
}

/// Each contestant but the first with the first, and each with a ratio of its own with the same one at the truth's.
std::vector<std::pair<std::string, std::string>> comparedLabels(const std::vector<Contestant>& contestants)
{
    std::vector<std::pair<std::string, std::string>> labels;
    for (std::size_t i = 1; i < contestants.size(); ++i) {
        labels.emplace_back(contestants.front().label(), contestants[i].label());
        Contestant atTruth = contestants[i];
        atTruth.ratio = {};
        const auto isPartner = [&](const Contestant& other) { return other.label() == atTruth.label(); };
        const bool hasPartner = std::any_of(contestants.begin() + 1, contestants.end(), isPartner);
        if (contestants[i].ratio.source != ScoringRatio::Source::Truth && hasPartner) {
            labels.emplace_back(atTruth.label(), contestants[i].label());
        }
    }
    return labels;
}

}  // namespace

std::optional<SummaryRow> summaryRow(const std::vector<ImageScore>& scores, const std::string& protocol,
                                     const std::string& contestant)
{
    const ScorePointers own = scoresOf(scores, protocol, contestant);
    return own.empty() ? std::nullopt : std::optional(SummaryRow{protocol, contestant, meanOf(own), meansByRatio(own)});
}

std::vector<ImageDifference> imageDifferences(const std::vector<ImageScore>& scores, const std::string& protocol,
                                              const std::string& first, const std::string& second)
{
    std::map<std::string, const ImageScore*> ofFirst;
    for (const ImageScore* score : scoresOf(scores, protocol, first)) {
        ofFirst[score->pair] = score;
    }
    std::vector<ImageDifference> differences;
    for (const ImageScore* score : scoresOf(scores, protocol, second)) {
        if (const auto other = ofFirst.find(score->pair); other != ofFirst.end()) {
            differences.push_back({score->scene, score->pair, score->scores.psnrDb - other->second->scores.psnrDb,
                                   score->scores.ssim - other->second->scores.ssim});
        }
    }
    return differences;
}

Comparison compare(const std::vector<ImageScore>& scores, const std::string& protocol, const std::string& first,
                   const std::string& second)
{
    std::vector<PairedSample> psnr;
    std::vector<PairedSample> ssim;
    for (const ImageDifference& difference : imageDifferences(scores, protocol, first, second)) {
        if (std::isfinite(difference.psnrDb)) {
            psnr.push_back({difference.scene, difference.psnrDb});
        }
        ssim.push_back({difference.scene, difference.ssim});
    }
    return {protocol, first, second, comparePaired(psnr), comparePaired(ssim)};
}

Summary summarise(const EvaluationJob& job, const std::vector<ImageScore>& scores)
{
    Summary summary;
    for (const Protocol& protocol : job.protocols) {
        for (const Contestant& contestant : job.contestants) {
            if (const auto row = summaryRow(scores, protocol.name, contestant.label())) {
                summary.rows.push_back(*row);
            }
        }
        for (const auto& [first, second] : comparedLabels(job.contestants)) {
            const Comparison comparison = compare(scores, protocol.name, first, second);
            if (comparison.ssim.imageCount > 0) {
                summary.comparisons.push_back(comparison);
            }
        }
    }
    return summary;
}

}  // namespace scotopic
