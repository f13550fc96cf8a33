// SPDX-License-Identifier: MIT
#include "core/evaluation/line_up.h"

#include "core/base/error.h"
#include "core/evaluation/precise_model.h"
#include "core/network/import_model.h"
#include "core/network/model_file.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace scotopic {

namespace {

std::string nameOf(const NamedModel& model)
{
    const auto name = model.model.notes.find("name");
    return name != model.model.notes.end() && !name->second.empty() ? name->second : model.file.stem().string();
}

void nameEach(std::vector<NamedModel>& models)
{
    std::map<std::string, int> count;
    for (NamedModel& model : models) {
        model.name = nameOf(model);
        ++count[model.name];
    }
    std::map<std::string, int> taken;
    for (NamedModel& model : models) {
        if (count[model.name] > 1) {
            model.name = (std::filesystem::absolute(model.file).parent_path().filename() / model.file.stem()).string();
        }
        if (const int copy = ++taken[model.name]; copy > 1) {
            model.name += " (" + std::to_string(copy) + ")";
        }
    }
}

/// Null where nothing asks for it.
std::shared_ptr<PreciseModel> preciseOf(const LineUp& lineUp, const Model& model, const DecodedCache& cache,
                                        const Exclusions& exclusions)
{
    const Normalisation kind = model.options.normalisation;
    const bool isAsked = std::find(lineUp.statistics.begin(), lineUp.statistics.end(), NormStatistics::Precise)
                         != lineUp.statistics.end();
    if (!isAsked || (kind != Normalisation::Single && kind != Normalisation::Double)) {
        return nullptr;
    }
    return std::make_shared<PreciseModel>(model, cache, exclusions, kPrecisePatches, lineUp.engine.device);
}

}  // namespace

std::vector<NamedModel> readModels(const std::vector<std::filesystem::path>& files)
{
    std::vector<NamedModel> models;
    for (const std::filesystem::path& file : files) {
        models.push_back({{}, file, openModel(file).model});
        requireUsableLight(models.back().model, file);
    }
    nameEach(models);
    return models;
}

std::vector<Contestant> contestantsOf(const LineUp& lineUp, const std::vector<NamedModel>& models,
                                      const DecodedCache& cache, const Exclusions& exclusions)
{
    std::vector<std::shared_ptr<PreciseModel>> precise;
    for (const NamedModel& model : models) {
        precise.push_back(preciseOf(lineUp, model.model, cache, exclusions));
    }
    std::vector<ScoringRatio> ratios{lineUp.ratio};
    if (lineUp.ratio.source == ScoringRatio::Source::Automatic) {
        ratios.insert(ratios.begin(), ScoringRatio{});
    }
    std::vector<Contestant> contestants;
    const auto add = [&contestants](Contestant contestant, const std::filesystem::path& file) {
        const auto isSame = [&](const Contestant& other) { return other.label() == contestant.label(); };
        if (std::none_of(contestants.begin(), contestants.end(), isSame)) {
            contestant.file = file.empty() ? file : std::filesystem::absolute(file);
            contestants.push_back(std::move(contestant));
        }
    };
    for (const ScoringRatio& ratio : ratios) {
        for (std::size_t i = 0; i < models.size(); ++i) {
            for (const NormStatistics statistics : lineUp.statistics) {
                const bool isPrecise = statistics == NormStatistics::Precise && precise[i] != nullptr;
                add(isPrecise ? preciseContestant(precise[i], models[i].name, ratio, lineUp.engine, lineUp.tilePx)
                              : networkContestant(models[i].model, models[i].name, statistics, ratio, lineUp.engine,
                                                  lineUp.tilePx),
                    models[i].file);
            }
        }
        if (lineUp.classical) {
            add(lineUp.classical(ratio), {});
        }
    }
    return contestants;
}

}  // namespace scotopic
