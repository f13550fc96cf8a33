// SPDX-License-Identifier: MIT
#include "core/evaluation/published.h"
#include "core/evaluation/report.h"
#include "core/evaluation/report_text.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinity: a picture that equals its truth has null decibels.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// The shortest decimal of a float: 0.1, not 0.10000000149.
Json number(float value)
{
    return std::stod(toShortText({value}).substr(1));
}

Json toJson(const MeanScores& mean)
{
    return {{"images", mean.imageCount},
            {"psnr_db", number(mean.psnrDb)},
            {"ssim", number(mean.ssim)},
            {"l1", number(mean.l1)},
            {"seconds", number(mean.seconds)}};
}

Json toJson(const PairedDifference& difference)
{
    return {{"mean", difference.mean},
            {"confidence95", {difference.confidence95.low, difference.confidence95.high}},
            {"images", difference.imageCount},
            {"scenes", difference.sceneCount}};
}

Json protocolsOf(const Report& report)
{
    Json list = Json::array();
    for (const Protocol& protocol : report.protocols) {
        list.push_back({{"name", protocol.name}, {"description", describe(protocol)}});
    }
    return list;
}

Json contestantsOf(const Report& report)
{
    Json list = Json::array();
    for (std::size_t i = 0; i < report.contestants.size(); ++i) {
        const Contestant& contestant = report.contestants[i];
        list.push_back({{"label", contestant.label()},
                        {"model", contestant.model},
                        {"kind", contestant.kind},
                        {"identity", contestant.identity},
                        {"file", contestant.file.string()},
                        {"batch_norm_statistics", toText(contestant.statistics)},
                        {"ratio", toText(contestant.ratio)},
                        {"engine", i < report.facts.engines.size() ? report.facts.engines[i] : ""}});
    }
    return list;
}

Json meansOf(const Report& report)
{
    Json list = Json::array();
    for (const SummaryRow& row : report.summary.rows) {
        Json one = {{"protocol", row.protocol}, {"contestant", row.contestant}};
        one.update(toJson(row.mean));
        one["by_ratio"] = Json::array();
        for (const RatioMean& mean : row.byRatio) {
            Json ofRatio = {{"ratio", number(mean.ratio)}};
            ofRatio.update(toJson(mean.mean));
            one["by_ratio"].push_back(ofRatio);
        }
        list.push_back(one);
    }
    return list;
}

Json comparisonsOf(const Report& report)
{
    Json list = Json::array();
    for (const Comparison& comparison : report.summary.comparisons) {
        list.push_back({{"protocol", comparison.protocol},
                        {"first", comparison.first},
                        {"second", comparison.second},
                        {"psnr_db", toJson(comparison.psnrDb)},
                        {"ssim", toJson(comparison.ssim)}});
    }
    return list;
}

Json imagesOf(const Report& report)
{
    Json list = Json::array();
    for (const ImageScore& score : report.scores) {
        list.push_back({{"protocol", score.protocol},
                        {"contestant", score.contestant},
                        {"scene", score.scene},
                        {"pair", score.pair},
                        {"ratio", number(score.ratio.value)},
                        {"ratio_used", number(score.usedRatio.value)},
                        {"psnr_db", number(score.scores.psnrDb)},
                        {"ssim", number(score.scores.ssim)},
                        {"l1", number(score.scores.l1)},
                        {"seconds", number(score.seconds)}});
    }
    return list;
}

/// Of the test scenes alone.
Json publishedScores(const Report& report)
{
    Json list = Json::array();
    if (report.facts.split != Split::Test) {
        return list;
    }
    for (const auto& table : {studyTable(), laterWork()}) {
        for (const PublishedScore& score : table) {
            list.push_back({{"model", score.model},
                            {"source", score.source},
                            {"psnr_db", score.psnrDb},
                            {"ssim", score.ssim},
                            {"published", true}});
        }
    }
    return list;
}

}  // namespace

std::string reportJson(const Report& report)
{
    const ReportFacts& facts = report.facts;
    const Json json = {{"scotopic_version", facts.version},
                       {"created_at", facts.createdAt},
                       {"data", facts.dataRoot},
                       {"cache", facts.cacheFolder.string()},
                       {"data_fingerprint", facts.fingerprint},
                       {"split", toText(facts.split)},
                       {"ground_truth_renderer", facts.truthRenderer},
                       {"excluded", facts.excluded},
                       {"warnings", facts.warnings},
                       {"failures", facts.failures},
                       {"protocols", protocolsOf(report)},
                       {"contestants", contestantsOf(report)},
                       {"means", meansOf(report)},
                       {"comparisons", comparisonsOf(report)},
                       {"bootstrap", bootstrapText()},
                       {"published", publishedScores(report)},
                       {"images", imagesOf(report)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace scotopic
