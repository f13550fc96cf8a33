// SPDX-License-Identifier: MIT
#include "core/training/run_record.h"

#include "core/base/error.h"
#include "core/training/best_json.h"
#include "core/training/recipe.h"

#include <array>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kRunFormat = 1;
constexpr std::array kStates{RunState::Running, RunState::Paused, RunState::Finished, RunState::Failed};

RunState stateNamed(const std::string& word)
{
    for (const RunState state : kStates) {
        if (word == toText(state)) {
            return state;
        }
    }
    throw CorruptInput("has the unknown state '" + word + "'");
}

Json toJson(const TrainingEstimate& estimate)
{
    return {{"secondsPerStep", estimate.secondsPerStep},
            {"secondsPerEpoch", estimate.secondsPerEpoch},
            {"totalSeconds", estimate.totalSeconds},
            {"memoryBytes", estimate.memoryBytes},
            {"diskBytes", estimate.diskBytes}};
}

TrainingEstimate estimateFrom(const Json& json)
{
    TrainingEstimate estimate;
    json.at("secondsPerStep").get_to(estimate.secondsPerStep);
    json.at("secondsPerEpoch").get_to(estimate.secondsPerEpoch);
    json.at("totalSeconds").get_to(estimate.totalSeconds);
    json.at("memoryBytes").get_to(estimate.memoryBytes);
    json.at("diskBytes").get_to(estimate.diskBytes);
    return estimate;
}

Json toJson(const TrainingTimes& times)
{
    return {{"totalSeconds", times.totalSeconds},
            {"networkSeconds", times.networkSeconds},
            {"waitingSeconds", times.waitingSeconds},
            {"validationSeconds", times.validationSeconds},
            {"checkpointSeconds", times.checkpointSeconds}};
}

TrainingTimes timesFrom(const Json& json)
{
    TrainingTimes times;
    json.at("totalSeconds").get_to(times.totalSeconds);
    json.at("networkSeconds").get_to(times.networkSeconds);
    json.at("waitingSeconds").get_to(times.waitingSeconds);
    json.at("validationSeconds").get_to(times.validationSeconds);
    json.at("checkpointSeconds").get_to(times.checkpointSeconds);
    return times;
}

Json progressJson(const RunRecord& record)
{
    return {{"epoch", record.epoch},
            {"step", record.step},
            {"stepsPerEpoch", record.stepsPerEpoch},
            {"best", bestJson<Json>(record.best)},
            {"failureCount", record.failureCount}};
}

void readProgress(const Json& json, RunRecord& record)
{
    json.at("epoch").get_to(record.epoch);
    json.at("step").get_to(record.step);
    json.at("stepsPerEpoch").get_to(record.stepsPerEpoch);
    json.at("failureCount").get_to(record.failureCount);
    record.best = bestFrom(json.at("best"));
}

void readData(const Json& json, RunRecord& record)
{
    json.at("root").get_to(record.dataRoot);
    json.at("cache").get_to(record.cacheFolder);
    json.at("exclusions").get_to(record.exclusionsFile);
    json.at("fingerprint").get_to(record.dataFingerprint);
    json.at("truthRenderer").get_to(record.truthRenderer);
    json.at("trainPairs").get_to(record.trainPairs);
    json.at("validationPairs").get_to(record.validationPairs);
}

void requireOurFormat(const Json& json)
{
    if (!json.is_object() || !json.contains("format") || !json["format"].is_number_integer()) {
        throw CorruptInput("is not the record of a training run");
    }
    if (const int format = json["format"].get<int>(); format != kRunFormat) {
        throw UnsupportedInput("is the record of a run of another version (run format " + std::to_string(format)
                               + ", not " + std::to_string(kRunFormat) + ")");
    }
}

}  // namespace

double TrainingTimes::networkShare() const
{
    const double training = totalSeconds - validationSeconds - checkpointSeconds;
    return training > 0 ? networkSeconds / training : 0;
}

const char* toText(RunState state)
{
    switch (state) {
    case RunState::Paused: return "paused";
    case RunState::Finished: return "finished";
    case RunState::Failed: return "failed";
    case RunState::Running: break;
    }
    return "running";
}

std::string toJson(const RunRecord& record)
{
    Json json{{"format", kRunFormat},
              {"state", toText(record.state)},
              {"reason", record.reason},
              {"startedAt", record.startedAt},
              {"updatedAt", record.updatedAt},
              {"pid", record.pid},
              {"host", record.host},
              {"device", record.device},
              {"processes", record.processes},
              {"version", record.version},
              {"torchVersion", record.torchVersion},
              {"progress", progressJson(record)},
              {"times", toJson(record.times)},
              {"peakMemoryBytes", record.peakMemoryBytes},
              {"estimate", record.estimate ? toJson(*record.estimate) : Json(nullptr)},
              {"recipe", Json::parse(recipeJson(record.options))},
              {"data",
               {{"root", record.dataRoot},
                {"cache", record.cacheFolder},
                {"exclusions", record.exclusionsFile},
                {"fingerprint", record.dataFingerprint},
                {"truthRenderer", record.truthRenderer},
                {"trainPairs", record.trainPairs},
                {"validationPairs", record.validationPairs}}}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

RunRecord parseRunRecord(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    requireOurFormat(json);
    try {
        RunRecord record;
        record.state = stateNamed(json.at("state").get<std::string>());
        json.at("reason").get_to(record.reason);
        json.at("startedAt").get_to(record.startedAt);
        json.at("updatedAt").get_to(record.updatedAt);
        json.at("pid").get_to(record.pid);
        json.at("host").get_to(record.host);
        json.at("device").get_to(record.device);
        json.at("processes").get_to(record.processes);
        json.at("version").get_to(record.version);
        json.at("torchVersion").get_to(record.torchVersion);
        readProgress(json.at("progress"), record);
        record.times = timesFrom(json.at("times"));
        json.at("peakMemoryBytes").get_to(record.peakMemoryBytes);
        if (!json.at("estimate").is_null()) {
            record.estimate = estimateFrom(json.at("estimate"));
        }
        record.options = parseRecipe(json.at("recipe").dump(), "its recipe");
        readData(json.at("data"), record);
        return record;
    } catch (const Json::exception&) {
        throw CorruptInput("is damaged: a field is missing or of another kind");
    }
}

}  // namespace scotopic
