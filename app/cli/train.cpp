// SPDX-License-Identifier: MIT
#include "core/training/train.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "app/cli/train_options.h"
#include "app/cli/training_console.h"
#include "core/inference/device_choice.h"
#include "core/network/import_model.h"
#include "core/network/model_choice.h"
#include "core/training/distributed.h"
#include "core/training/recipe.h"
#include "core/training/run_setup.h"

#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace scotopic::cli {

namespace {

struct TrainOptions {
    StudyDataOptions data;
    std::filesystem::path validateOn;
    std::filesystem::path run;
    std::filesystem::path resume;
    std::filesystem::path recipe;
    std::filesystem::path exclusions;
    RecipeChanges changes;
    bool givesStepsPerEpoch = false;
};

constexpr const char* kTrainFooter =
    R"(The defaults are the study's: L1 loss, Adam, one short `_00` exposure of every scene an epoch. A run is a folder: run.json,
steps.csv, epochs.csv, TensorBoard events, samples/ and snapshots/ (pictures and models of single epochs), checkpoints/,
model.safetensors (the last weights) and best.safetensors (those with the best PSNR on the validation split; the test
split is never looked at). Ctrl-C writes a checkpoint; a run that was stopped or killed goes on with --resume, and
options given then change its recipe.
Where --data is a clean set (see 'dataset clean'), a model for any Bayer camera is trained: it gives linear light.
Under torchrun or Slurm (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT) the processes train one network together, each on
the GPU of its LOCAL_RANK, else of its SLURM_LOCALID. Batch normalisation then takes the statistics of each process's
own patches; the running ones are averaged over the processes.

Examples:
  scotopic-cli train --data SID --arch baseline --epochs 1000 --run runs/baseline
  scotopic-cli train --data SID/Sony --arch double-bn --run runs/double --debug
  scotopic-cli train --resume runs/baseline --epochs 2000
  torchrun --nproc-per-node 4 --no-python scotopic-cli train --data SID --run runs/four --batch 4)";

/// What would do nothing where a run goes on.
struct OfNewRuns {
    const char* option;
    const char* reason;
};
constexpr std::array kOfNewRuns{OfNewRuns{"--exclude", "a run keeps the pairs it was begun with"},
                                OfNewRuns{"--debug", "a run keeps the pairs it was begun with"},
                                OfNewRuns{"--recipe", "a run has a recipe, which single options change"},
                                OfNewRuns{"--init", "a run goes on with the weights it has"}};

void requireUsage(const CLI::App& command, const TrainOptions& options)
{
    const bool goesOn = !options.resume.empty();
    if (goesOn == !options.run.empty()) {
        throw InvalidArgument(goesOn ? "--run and --resume cannot be used together"
                                     : "where to train is missing: --run DIR for a new run, or --resume DIR");
    }
    if (!goesOn && options.data.data.empty()) {
        throw InvalidArgument("what to train on is missing: --data ROOT");
    }
    for (const OfNewRuns& one : kOfNewRuns) {
        if (goesOn && command.count(one.option) > 0) {
            throw InvalidArgument(std::string(one.option) + " is for new runs; " + one.reason);
        }
    }
}

/// The network is that of --init unless options say otherwise, which is then refused with both named.
TrainingOptions newRecipe(const TrainOptions& options)
{
    const TrainingOptions base = options.recipe.empty() ? TrainingOptions{} : readRecipe(options.recipe);
    TrainingOptions recipe = withChanges(base, options.changes);
    if (!recipe.initialModel.empty()) {
        recipe.initialModel = networkFileOf(parseModelChoice(recipe.initialModel.string()));
        TrainingOptions ofModel = base;
        ofModel.network = openModel(recipe.initialModel).model.options;
        const std::filesystem::path initialModel = recipe.initialModel;
        recipe = withChanges(ofModel, options.changes);
        recipe.initialModel = initialModel;
    }
    requireUsable(recipe);
    return recipe;
}

/// The processes that train together; none for a single one.
std::unique_ptr<GradientExchange> joinOthers(TrainingOptions& recipe, Session& session)
{
    const std::optional<ProcessPlace> place = processFromEnvironment();
    if (!place) {
        return nullptr;
    }
    recipe.device = deviceOf(*place, recipe.device);
    session.context().report({.stage = "waiting for the other processes", .fraction = {}, .remainingSeconds = {}});
    return joinProcesses(*place, presentDevice(recipe.device));
}

/// The first process decodes what is missing, which may take hours; the others wait for it.
DecodedCache openTogether(const StudyDataOptions& data, GradientExchange* exchange, Session& session)
{
    if (exchange == nullptr) {
        return openStudyData(data, session);
    }
    std::optional<DecodedCache> cache;
    if (exchange->rank() == 0) {
        cache.emplace(openStudyData(data, session));
    }
    exchange->waitForFirst(session.context());
    return cache ? std::move(*cache) : DecodedCache(cacheFolderOf(data), data.checksums);
}

/// The data that options name, else those of the record, which have to be the same.
RunDataPlaces placesOf(const TrainOptions& options, const RunRecord* record)
{
    const bool areRecorded = options.data.data.empty() && record != nullptr;
    RunDataPlaces places =
        areRecorded ? placesOf(*record) : RunDataPlaces{options.data.data, options.validateOn, options.exclusions};
    if (areRecorded && !options.data.cache.empty() && !isCleanSet(places.data)) {
        places.data = record->dataRoot;  // decoded elsewhere
    }
    if (!options.validateOn.empty()) {
        places.validateOn = options.validateOn;
    } else if (record != nullptr && isCleanSet(places.data)) {
        places.validateOn = record->cacheFolder;
    }
    return places;
}

RunData openRunData(const RunDataPlaces& places, const StudyDataOptions& options, GradientExchange* exchange,
                    Session& session)
{
    return openRunData(places, [&](const std::filesystem::path& data) {
        StudyDataOptions pairs = options;
        pairs.data = data;
        return openTogether(pairs, exchange, session);
    });
}

/// Options that were given though the data do not heed them.
void noteUnused(const TrainOptions& options, const TrainingJob& job, const RunDataPlaces& places, Console& console)
{
    if (job.run == nullptr) {
        return;  // the first process tells
    }
    if (!isCleanSet(places.data)) {
        if (options.givesStepsPerEpoch) {
            console.note("--steps-per-epoch has no effect on pairs: an epoch takes each scene once");
        }
        return;
    }
    if (!options.exclusions.empty()) {
        console.note(places.validateOn.empty() ? "--exclude has no effect on a clean set"
                                               : "--exclude has no effect on a clean set, only on --validate-on");
    }
    if (job.options.debug && options.resume.empty()) {
        console.note(places.validateOn.empty()
                         ? "--debug does not choose five scenes of a clean set: all its pictures are taken"
                         : "--debug does not choose five scenes of a clean set, only of --validate-on");
    }
}

ExitCode finish(const RunRecord& record, const std::filesystem::path& folder, Console& console)
{
    if (!record.reason.empty()) {
        console.print("stopped early: " + record.reason);
    }
    if (record.best) {
        console.print("best in validation: epoch " + std::to_string(record.best->epoch) + " with "
                      + numberText(record.best->psnrDb, 4) + " dB");
    }
    console.print(truthText(record));
    console.print("weights: " + nameText(RunPaths{folder}.lastModel()));
    return ExitCode::AllDone;
}

/// Trains, and says where it stands when it is stopped.
ExitCode trainTelling(TrainingJob& job, const std::filesystem::path& folder, Session& session)
{
    if (job.run == nullptr) {  // the first process tells
        train(job, followerListener(session.console, *job.exchange), session.context());
        return ExitCode::AllDone;
    }
    const auto tellHowToGoOn = [&job, &folder, &session] {
        session.console.note("stopped after step " + std::to_string(job.run->record().step)
                             + "; go on with: scotopic-cli train --resume " + nameText(folder));
    };
    const auto print = [&session](const std::string& text) { session.console.print(text); };
    const TrainingListener listener = trainingListener(session.console, print);
    if (!listener.writePicture) {
        session.console.note("this build writes no sample pictures");
    }
    try {
        return finish(train(job, listener, session.context()), folder, session.console);
    } catch (const Cancelled&) {
        tellHowToGoOn();
        throw;
    } catch (const DeviceFailed&) {
        if (job.run->record().state == RunState::Paused) {  // another process was lost
            tellHowToGoOn();
        }
        throw;
    }
}

ExitCode goOn(const TrainOptions& options, Session& session)
{
    TrainingJob job;
    job.options = withChanges(RunFolder::read(options.resume).options, options.changes);
    requireUsable(job.options);
    const std::unique_ptr<GradientExchange> exchange = joinOthers(job.options, session);
    job.exchange = exchange.get();
    job.resumeFrom = options.resume;
    std::optional<RunFolder> run;
    if (!exchange || exchange->rank() == 0) {
        run.emplace(RunFolder::resume(options.resume));
        job.run = &*run;
    }
    const RunRecord record = run ? run->record() : RunFolder::read(options.resume);
    const RunDataPlaces places = placesOf(options, &record);
    noteUnused(options, job, places, session.console);
    const RunData data = openRunData(places, options.data, job.exchange, session);
    goOnWith(job, data, record);
    if (!options.data.data.empty()) {
        job.dataRoot = std::filesystem::absolute(options.data.data).string();
    }
    return trainTelling(job, options.resume, session);
}

ExitCode begin(const TrainOptions& options, Session& session)
{
    TrainingJob job;
    job.options = newRecipe(options);
    StudyDataOptions pairs = options.data;
    pairs.allowedFailureShare = job.options.allowedFailureShare;
    if (!options.exclusions.empty()) {
        pairs.exclusions = readExclusions(options.exclusions);  // a mistake in it is told before anything is made
    }
    const std::unique_ptr<GradientExchange> exchange = joinOthers(job.options, session);
    job.exchange = exchange.get();
    std::optional<RunFolder> run;
    if (!exchange || exchange->rank() == 0) {
        run.emplace(RunFolder::create(options.run));
        job.run = &*run;
    }
    const RunDataPlaces places = placesOf(options, nullptr);
    noteUnused(options, job, places, session.console);
    const RunData data = openRunData(places, pairs, job.exchange, session);
    if (job.run != nullptr && data.cache) {
        warnOfUnmatched(pairs.exclusions, data.cache->pairs(), session.console);
    }
    beginWith(job, places, data);
    return trainTelling(job, options.run, session);
}

}  // namespace

void addTrainCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<TrainOptions>();
    // Decoded files are read in full once a run: a step takes longer than the checksum of its pair.
    options->data.checksums = Checksums::VerifyOnFirstUse;
    CLI::App* command = app.add_subcommand("train", "Train a network on pairs of short and long exposures");
    addStudyData(*command, options->data);
    addFile(*command, "--validate-on", "ROOT", options->validateOn,
            "Where --data is a clean set: pairs whose validation split chooses the best epoch");
    addFile(*command, "--run", "DIR", options->run, "Folder of a new run; made");
    addFile(*command, "--resume", "DIR", options->resume, "Go on with a run");
    addFile(*command, "--recipe", "FILE", options->recipe, "A recipe in JSON, or the run.json of another run");
    addFile(*command, "--exclude", "FILE", options->exclusions, "Scenes or pairs to leave out, one a line");
    addThreads(*command);
    addRecipeOptions(*command, options->changes);
    command->footer(kTrainFooter);
    command->callback([&chosen, options, command] {
        chosen = [options, command](Session& session) {
            requireUsage(*command, *options);
            options->givesStepsPerEpoch = command->count("--steps-per-epoch") > 0;
            return options->resume.empty() ? begin(*options, session) : goOn(*options, session);
        };
    });
}

}  // namespace scotopic::cli
