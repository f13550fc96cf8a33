// SPDX-License-Identifier: MIT
#include "core/evaluation/stored_report.h"

#include "core/base/error.h"
#include "core/evaluation/precise_model.h"
#include "core/evaluation/score_table.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFacts = "results.json";
constexpr const char* kScores = "results.csv";
constexpr const char* kKnownScores = "known-scores.csv";

ReportFacts factsIn(const nlohmann::json& json)
{
    ReportFacts facts;
    facts.version = json.at("scotopic_version");
    facts.createdAt = json.at("created_at");
    facts.dataRoot = json.at("data");
    facts.cacheFolder = fs::path(json.value("cache", ""));
    facts.fingerprint = json.at("data_fingerprint");
    facts.truthRenderer = json.at("ground_truth_renderer");
    facts.split = parseSplit(json.at("split"));
    facts.excluded = json.at("excluded").get<std::vector<std::string>>();
    facts.warnings = json.at("warnings").get<std::vector<std::string>>();
    facts.failures = json.at("failures").get<std::vector<std::string>>();
    return facts;
}

Contestant contestantIn(const nlohmann::json& json)
{
    Contestant contestant;
    contestant.model = json.at("model");
    contestant.kind = json.at("kind");
    contestant.identity = json.at("identity");
    contestant.file = fs::path(json.value("file", ""));
    const std::string statistics = json.at("batch_norm_statistics");
    contestant.statistics =
        statistics == toText(NormStatistics::None) ? NormStatistics::None : parseNormStatistics(statistics);
    contestant.ratio = parseScoringRatio(json.at("ratio"));
    return contestant;
}

Report readFacts(const fs::path& file)
{
    std::ifstream stream(file);
    try {
        const nlohmann::json json = nlohmann::json::parse(stream);
        Report report;
        report.facts = factsIn(json);
        for (const nlohmann::json& protocol : json.at("protocols")) {
            report.protocols.push_back(parseProtocol(protocol.at("name")));
        }
        for (const nlohmann::json& one : json.at("contestants")) {
            report.contestants.push_back(contestantIn(one));
            report.facts.engines.push_back(one.value("engine", ""));
        }
        return report;
    } catch (const nlohmann::json::exception& error) {
        throw CorruptInput(file, std::string("is not the result of an evaluation: ") + error.what());
    } catch (const InvalidArgument& error) {
        throw CorruptInput(file, std::string("is not the result of an evaluation: ") + error.what());
    }
}

/// Protocols and contestants as the scores name them, in their order.
Report namedBy(const std::vector<ImageScore>& scores)
{
    Report report;
    for (const ImageScore& score : scores) {
        const auto hasLabel = [&](const Contestant& one) { return one.model == score.contestant; };
        if (std::none_of(report.contestants.begin(), report.contestants.end(), hasLabel)) {
            report.contestants.emplace_back().model = score.contestant;
        }
        const auto hasName = [&](const Protocol& one) { return one.name == score.protocol; };
        if (std::none_of(report.protocols.begin(), report.protocols.end(), hasName)) {
            report.protocols.push_back(parseProtocol(score.protocol));
        }
    }
    return report;
}

Exclusions exclusionsIn(const ReportFacts& facts)
{
    Exclusions exclusions;
    for (const std::string& text : facts.excluded) {
        exclusions[text.substr(0, text.find(" ("))];  // without the reason
    }
    return exclusions;
}

Contestant remade(const Contestant& stored, const ReportFacts& facts, const DecodedCache& cache)
{
    const Model model = readModels({stored.file}).front().model;
    if (stored.statistics == NormStatistics::Precise) {
        auto precise = std::make_shared<PreciseModel>(model, cache, exclusionsIn(facts), kPrecisePatches, DeviceId{});
        Contestant contestant = preciseContestant(precise, stored.model, stored.ratio, {}, {});
        if (contestant.identity == stored.identity) {
            return contestant;
        }
    }
    return networkContestant(model, stored.model, stored.statistics, stored.ratio, {}, {});
}

}  // namespace

bool isEvaluation(const fs::path& folder)
{
    std::error_code error;
    return fs::exists(folder / kFacts, error) || fs::exists(folder / kKnownScores, error);
}

Report readReport(const fs::path& folder)
{
    if (!isEvaluation(folder)) {
        throw UnreadableInput(folder, "holds no evaluation: neither results.json nor known-scores.csv is there");
    }
    const bool isWhole = fs::exists(folder / kFacts);
    std::vector<ImageScore> scores = readScores(folder / (isWhole ? kScores : kKnownScores));
    Report report = isWhole ? readFacts(folder / kFacts) : namedBy(scores);
    EvaluationJob job;
    job.protocols = report.protocols;
    job.contestants = report.contestants;
    report.summary = summarise(job, scores);
    report.scores = std::move(scores);
    return report;
}

Contestant revived(const Contestant& stored, const ReportFacts& facts, const DecodedCache& cache,
                   const std::function<Contestant(const ScoringRatio&)>& classical)
{
    if (stored.kind == "classical" && classical) {
        return classical(stored.ratio);
    }
    if (stored.file.empty()) {
        throw UnreadableInput("it is not known which model file " + stored.label()
                              + " was scored from; evaluate it again to see its pictures");
    }
    Contestant contestant = remade(stored, facts, cache);
    if (contestant.identity != stored.identity) {
        throw UnsupportedInput(stored.file, "is another model than the one that was scored; evaluate it again");
    }
    contestant.file = stored.file;
    return contestant;
}

}  // namespace scotopic
