// SPDX-License-Identifier: MIT
#include "core/evaluation/contestant.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/base/files.h"

#include <span>
#include <utility>

namespace scotopic {

namespace {

std::set<std::string> scenesIn(const Model& model, const char* key)
{
    std::set<std::string> scenes;
    const auto note = model.notes.find(key);
    if (note == model.notes.end()) {
        return scenes;
    }
    try {
        for (const std::string& scene : splitFields(note->second)) {
            scenes.insert(scene);
        }
    } catch (const CorruptInput& error) {
        throw CorruptInput("the model's note " + std::string(key) + ": " + error.what());
    }
    scenes.erase("");
    return scenes;
}

bool hasBatchNormalisation(const Model& model)
{
    return model.options.normalisation == Normalisation::Single || model.options.normalisation == Normalisation::Double;
}

}  // namespace

const char* toText(NormStatistics statistics)
{
    switch (statistics) {
    case NormStatistics::None: return "-";
    case NormStatistics::Running: return "running";
    case NormStatistics::Image: return "image";
    case NormStatistics::Precise: return "precise";
    }
    return "";
}

NormStatistics parseNormStatistics(const std::string& word)
{
    for (const NormStatistics one : {NormStatistics::Running, NormStatistics::Image, NormStatistics::Precise}) {
        if (word == toText(one)) {
            return one;
        }
    }
    throw InvalidArgument("'" + word + "' is no statistics of batch normalisation; running, image and precise are");
}

std::string toText(const ScoringRatio& ratio)
{
    switch (ratio.source) {
    case ScoringRatio::Source::Truth: return "truth";
    case ScoringRatio::Source::Automatic: return "auto";
    case ScoringRatio::Source::Fixed: return toShortText(ratio.fixed);
    }
    return "";
}

ScoringRatio parseScoringRatio(const std::string& word)
{
    if (word == "truth") {
        return {};
    }
    if (word == "auto") {
        return {ScoringRatio::Source::Automatic, {}};
    }
    return {ScoringRatio::Source::Fixed, parseRatio(word)};
}

std::string Contestant::label() const
{
    std::string text = model;
    if (statistics != NormStatistics::None) {
        text += std::string(", ") + toText(statistics) + " statistics";
    }
    return ratio.source == ScoringRatio::Source::Truth ? text : text + ", ratio " + toText(ratio);
}

std::string identityOf(const Model& model)
{
    if (!model.sha256.empty()) {
        return model.sha256;
    }
    std::string digests;
    for (const auto& [name, weight] : model.weights) {
        digests += name + '\t' + sha256Of(std::as_bytes(std::span(weight.values))) + '\n';
    }
    return sha256Of(std::as_bytes(std::span(digests)));
}

Contestant networkContestant(const Model& model, const std::string& name, NormStatistics statistics,
                             const ScoringRatio& ratio, const EngineOptions& engine, std::optional<int> tilePx)
{
    Contestant contestant;
    contestant.model = name;
    contestant.kind = nameOf(model.options.normalisation);
    contestant.identity = identityOf(model);
    contestant.statistics = hasBatchNormalisation(model) ? statistics : NormStatistics::None;
    contestant.ratio = ratio;
    contestant.inputPlanes = model.options.inputPlanes;
    contestant.trainingScenes = scenesIn(model, "training_scenes");
    contestant.selectionScenes = scenesIn(model, "selection_scenes");
    const BnMode mode = statistics == NormStatistics::Image ? BnMode::Image : BnMode::Running;
    contestant.makeRenderer = [shared = std::make_shared<const Model>(model), engine, mode, tilePx] {
        return makeNetworkRenderer(*shared, engine, mode, tilePx);
    };
    return contestant;
}

}  // namespace scotopic
