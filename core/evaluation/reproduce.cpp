// SPDX-License-Identifier: MIT
#include "core/evaluation/reproduce.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/evaluation/evaluation_folder.h"
#include "core/evaluation/precise_model.h"
#include "core/network/model_file.h"
#include "core/training/recipe.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace scotopic {

namespace {

constexpr std::array<Normalisation, 3> kNetworks{Normalisation::None, Normalisation::Single, Normalisation::Double};

struct TrainedNetwork {
    std::string name;
    Model model;
};

TrainingOptions recipeOf(const ReproductionJob& job, Normalisation normalisation)
{
    TrainingOptions options = job.training;
    options.network.normalisation = normalisation;
    options.initialModel.clear();
    return options;
}

/// A run may go on with more epochs, but not with another recipe.
void requireSameRecipe(const RunRecord& record, TrainingOptions wanted, const std::filesystem::path& folder)
{
    wanted.epochs = record.options.epochs;
    if (wanted.precision == Precision::Auto) {
        wanted.precision = record.options.precision;  // what it came to when the run began
    }
    if (recipeJson(record.options) != recipeJson(wanted)) {
        throw InvalidArgument(folder.string()
                              + " was trained with another recipe; give the same options, or another folder");
    }
}

/// Nor on other pairs than it was begun with.
void requireSamePairs(const ReproductionJob& job, const RunRecord& record, const std::filesystem::path& folder)
{
    const std::vector<ImagePair>& pairs = job.cache->pairs();
    const TrainingData wanted = chooseTrainingData(pairs, job.exclusions, record.options.debug);
    const auto areThose = [&pairs](const std::vector<std::size_t>& indices, const std::vector<std::string>& names) {
        return std::equal(indices.begin(), indices.end(), names.begin(), names.end(),
                          [&pairs](std::size_t index, const std::string& name) { return pairs[index].name == name; });
    };
    if (!areThose(wanted.train, record.trainPairs) || !areThose(wanted.validation, record.validationPairs)) {
        throw InvalidArgument(folder.string()
                              + " was trained on other pairs; give the same exclusions and data, or another folder");
    }
}

bool isDone(const ReproductionJob& job, const std::filesystem::path& folder, const TrainingOptions& options)
{
    if (!RunFolder::holdsRun(folder)) {
        return false;
    }
    const RunRecord record = RunFolder::read(folder);
    requireSameRecipe(record, options, folder);
    requireSamePairs(job, record, folder);
    if (record.options.epochs > options.epochs) {
        throw InvalidArgument(folder.string() + " was trained for " + std::to_string(record.options.epochs)
                              + " epochs already, more than " + std::to_string(options.epochs));
    }
    return record.state == RunState::Finished && record.options.epochs == options.epochs;
}

void trainNetwork(const ReproductionJob& job, const std::filesystem::path& folder, const TrainingOptions& options,
                  const TrainingListener& listener, const JobContext& context)
{
    const bool goesOn = RunFolder::holdsRun(folder);
    RunFolder run = goesOn ? RunFolder::resume(folder) : RunFolder::create(folder);
    TrainingJob training;
    training.options = options;
    training.cache = job.cache;
    training.data = goesOn ? recordedTrainingData(job.cache->pairs(), run.record())
                           : chooseTrainingData(job.cache->pairs(), job.exclusions, options.debug);
    training.dataRoot = job.facts.dataRoot;
    training.run = &run;
    train(training, listener, context);
}

TrainedNetwork trained(const ReproductionJob& job, Normalisation normalisation, const TrainingListener& listener,
                       const JobContext& context)
{
    const std::string name(nameOf(normalisation));
    const std::filesystem::path folder = job.folder / "runs" / name;
    const TrainingOptions options = recipeOf(job, normalisation);
    if (!isDone(job, folder, options)) {
        trainNetwork(job, folder, options, listener, context);
    }
    return {name, readModelFile(RunPaths{folder}.lastModel())};
}

/// A network's rows of the table, the study's own way first.
std::vector<Contestant> contestantsOf(const ReproductionJob& job, const TrainedNetwork& network)
{
    const auto contestant = [&](NormStatistics statistics) {
        return networkContestant(network.model, network.name, statistics, ScoringRatio{}, job.engine, job.tilePx);
    };
    if (network.model.options.normalisation == Normalisation::None) {
        return {contestant(NormStatistics::None)};
    }
    const auto precise = std::make_shared<PreciseModel>(network.model, *job.cache, job.exclusions, job.precisePatches,
                                                        job.engine.device);
    return {contestant(NormStatistics::Image), contestant(NormStatistics::Running),
            preciseContestant(precise, network.name, ScoringRatio{}, job.engine, job.tilePx)};
}

/// Those of the study's figure: baseline, single BN and double BN, normalised as it did.
std::vector<Contestant> studyContestants(const std::vector<Contestant>& contestants)
{
    std::vector<Contestant> chosen;
    std::copy_if(contestants.begin(), contestants.end(), std::back_inserter(chosen), [](const Contestant& one) {
        return one.statistics == NormStatistics::None || one.statistics == NormStatistics::Image;
    });
    return chosen;
}

}  // namespace

Report reproduce(const ReproductionJob& job, const TrainingListener& listener, const JobContext& context)
{
    makeFolders(job.folder / "runs");
    std::vector<TrainedNetwork> networks;
    for (const Normalisation normalisation : kNetworks) {
        networks.push_back(trained(job, normalisation, listener, context));
    }
    EvaluationJob evaluation;
    evaluation.cache = job.cache;
    evaluation.exclusions = job.exclusions;
    evaluation.protocols = parseProtocols("study,study+aligned");
    for (const TrainedNetwork& network : networks) {
        for (Contestant& contestant : contestantsOf(job, network)) {
            evaluation.contestants.push_back(std::move(contestant));
        }
    }
    const std::unique_ptr<FigureMaker> figure = job.makeFigure ? job.makeFigure(evaluation) : nullptr;
    Report report = evaluateInto(job.folder, evaluation, job.facts, figure.get(), job.listener, context);
    if (figure != nullptr) {
        figure->writeSheet(job.folder / "figure2.png", studyContestants(evaluation.contestants));
    }
    return report;
}

}  // namespace scotopic
