// SPDX-License-Identifier: MIT
#include "core/training/train.h"

#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/study_data.h"
#include "app/cli/text.h"
#include "app/cli/train_options.h"
#include "core/network/model_file.h"
#include "core/training/agreement.h"
#include "core/training/distributed.h"
#include "core/training/recipe.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

namespace scotopic::cli {

namespace {

struct TrainOptions {
    StudyDataOptions data;
    std::filesystem::path run;
    std::filesystem::path resume;
    std::filesystem::path recipe;
    std::filesystem::path exclusions;
    RecipeChanges changes;
};

constexpr const char* kFooter =
    R"(The defaults are the study's: L1 loss, Adam, one short `_00` exposure of every scene an epoch. A run is a folder: run.json,
steps.csv, epochs.csv, TensorBoard events, samples/, checkpoints/, model.safetensors (the last weights) and
best.safetensors (those with the best PSNR on the validation split; the test split is never looked at). Ctrl-C writes a
checkpoint; a run that was stopped or killed goes on with --resume, and options given then change its recipe.
Under torchrun or Slurm (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT) the processes train one network together.

Examples:
  scotopic-cli train --data SID --arch baseline --epochs 1000 --run runs/baseline
  scotopic-cli train --data SID/Sony --arch double-bn --run runs/double --debug
  scotopic-cli train --resume runs/baseline --epochs 2000)";

void requireUsage(const TrainOptions& options)
{
    const bool goesOn = !options.resume.empty();
    if (goesOn == !options.run.empty()) {
        throw InvalidArgument(goesOn ? "--run and --resume cannot be used together"
                                     : "where to train is missing: --run DIR for a new run, or --resume DIR");
    }
    if (!goesOn && options.data.data.empty()) {
        throw InvalidArgument("what to train on is missing: --data ROOT");
    }
    if (goesOn && !options.exclusions.empty()) {
        throw InvalidArgument("--exclude is for new runs; a run keeps the pairs it was begun with");
    }
    if (goesOn && !options.recipe.empty()) {
        throw InvalidArgument("--recipe is for new runs; a run has a recipe, which single options change");
    }
}

TrainingOptions changed(TrainingOptions options, const RecipeChanges& changes)
{
    for (const auto& change : changes) {
        change(options);
    }
    return options;
}

/// The network is that of --init unless options say otherwise, which is then refused with both named.
TrainingOptions newRecipe(const TrainOptions& options)
{
    const TrainingOptions base = options.recipe.empty() ? TrainingOptions{} : readRecipe(options.recipe);
    TrainingOptions recipe = changed(base, options.changes);
    if (!recipe.initialModel.empty()) {
        TrainingOptions ofModel = base;
        ofModel.network = readModelFile(recipe.initialModel).options;
        recipe = changed(ofModel, options.changes);
    }
    requireUsable(recipe);
    return recipe;
}

std::string rowText(const EpochRow& row)
{
    std::string text = "epoch " + std::to_string(row.epoch) + "  step " + std::to_string(row.step) + "  loss "
                       + numberText(row.meanLoss, 4);
    if (row.validation) {
        text += "  validation: PSNR " + numberText(row.validation->psnrDb, 4) + " dB, SSIM "
                + numberText(row.validation->ssim, 3) + ", L1 " + numberText(row.validation->l1, 3);
    }
    return text;
}

std::string startText(const RunRecord& record)
{
    std::string text = "training " + std::string(nameOf(record.options.network.normalisation)) + " on "
                       + std::to_string(record.trainPairs.size()) + " pairs, " + record.device;
    if (record.processes > 1) {
        text += ", " + std::to_string(record.processes) + " processes";
    }
    if (record.step > 0) {
        text += "; going on after step " + std::to_string(record.step);
    }
    return text;
}

std::string estimateText(const TrainingEstimate& estimate, int stepsPerEpoch)
{
    return "estimate: " + durationText(estimate.secondsPerStep) + " a step, " + durationText(estimate.secondsPerEpoch)
           + " an epoch of " + std::to_string(stepsPerEpoch) + " steps, " + durationText(estimate.totalSeconds)
           + " in all; " + bytesText(estimate.memoryBytes) + " of memory, " + bytesText(estimate.diskBytes)
           + " on disk";
}

std::string truthText(const RunRecord& record)
{
    const TrainingTimes& times = record.times;
    std::string text = "trained for " + durationText(times.totalSeconds) + ": network "
                       + numberText(100 * times.networkShare(), 3) + " % of the steps' time, waiting for data "
                       + durationText(times.waitingSeconds) + ", validation " + durationText(times.validationSeconds)
                       + ", checkpoints " + durationText(times.checkpointSeconds) + "; "
                       + bytesText(record.peakMemoryBytes) + " of memory at the peak";
    if (record.failureCount > 0) {
        text += "; " + std::to_string(record.failureCount) + " samples left out";
    }
    return text;
}

TrainingListener listenerOf(const TrainingOptions& recipe, Console& console)
{
    TrainingListener listener;
    listener.writePicture = samplePictureWriter();
    listener.onNote = [&console](const std::string& sentence) { console.note(sentence); };
    listener.onStart = [&console](const RunRecord& record) {
        console.print(startText(record));
        if (record.step == 0 && record.estimate) {
            console.print(estimateText(*record.estimate, record.stepsPerEpoch));
        }
    };
    listener.onEpoch = [&console, last = recipe.epochs](const EpochRow& row) {
        if (row.validation || row.epoch == last) {
            console.print(rowText(row));
        }
    };
    return listener;
}

/// The run's own data unless --data names others, which have to be the same.
StudyDataOptions dataOf(const TrainOptions& options, const RunRecord& record)
{
    StudyDataOptions data = options.data;
    if (data.data.empty()) {
        data.data = isDecodedCache(record.cacheFolder) ? record.cacheFolder : record.dataRoot;
    }
    return data;
}

/// The processes that train together; none for a single one.
std::unique_ptr<GradientExchange> joinOthers(TrainingOptions& recipe, Session& session)
{
    const std::optional<ProcessPlace> place = processFromEnvironment();
    if (!place) {
        return nullptr;
    }
    if (recipe.device.kind == DeviceKind::Cuda) {
        recipe.device.index = place->localRank;  // one GPU each
    }
    session.context().report({.stage = "waiting for the other processes", .fraction = {}, .remainingSeconds = {}});
    return joinProcesses(*place, recipe.device);
}

/// The first process decodes what is missing; the others wait for it.
DecodedCache openTogether(const StudyDataOptions& data, GradientExchange* exchange, Session& session)
{
    if (exchange == nullptr) {
        return openStudyData(data, session);
    }
    std::optional<DecodedCache> cache;
    if (exchange->rank() == 0) {
        cache.emplace(openStudyData(data, session));
    }
    static_cast<void>(holdsAnywhere(exchange, false));  // nobody is through before the first one is
    return cache ? std::move(*cache) : DecodedCache(cacheFolderOf(data));
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
    console.print("weights: " + RunPaths{folder}.lastModel().string());
    return ExitCode::AllDone;
}

/// Trains, and says where it stands when it is stopped.
ExitCode trainTelling(TrainingJob& job, const std::filesystem::path& folder, Session& session)
{
    if (job.run == nullptr) {  // the first process tells
        train(job, {}, session.context());
        return ExitCode::AllDone;
    }
    const auto tellHowToGoOn = [&job, &folder, &session] {
        session.console.note("stopped after step " + std::to_string(job.run->record().step)
                             + "; go on with: scotopic-cli train --resume " + folder.string());
    };
    const TrainingListener listener = listenerOf(job.options, session.console);
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
    job.options = changed(RunFolder::read(options.resume).options, options.changes);
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
    const DecodedCache cache = openTogether(dataOf(options, record), job.exchange, session);
    job.cache = &cache;
    job.data = recordedTrainingData(cache.pairs(), record);
    job.dataRoot = options.data.data.empty() ? record.dataRoot : std::filesystem::absolute(options.data.data).string();
    return trainTelling(job, options.resume, session);
}

ExitCode begin(const TrainOptions& options, Session& session)
{
    TrainingJob job;
    job.options = newRecipe(options);
    const Exclusions exclusions = options.exclusions.empty() ? Exclusions{} : readExclusions(options.exclusions);
    const std::unique_ptr<GradientExchange> exchange = joinOthers(job.options, session);
    job.exchange = exchange.get();
    std::optional<RunFolder> run;
    if (!exchange || exchange->rank() == 0) {
        run.emplace(RunFolder::create(options.run));
        job.run = &*run;
    }
    const DecodedCache cache = openTogether(options.data, job.exchange, session);
    job.cache = &cache;
    job.data = chooseTrainingData(cache.pairs(), exclusions, job.options.debug);
    if (!job.data.train.empty() && job.options.initialModel.empty()) {
        job.options.network.inputPlanes = cache.planeCountOf(job.data.train.front());
    }
    job.dataRoot = std::filesystem::absolute(options.data.data).string();
    return trainTelling(job, options.run, session);
}

}  // namespace

void addTrainCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command = app.add_subcommand("train", "Train a network on pairs of short and long exposures");
    addStudyData(*command, options->data);
    addFile(*command, "--run", "DIR", options->run, "Folder of a new run; made");
    addFile(*command, "--resume", "DIR", options->resume, "Go on with a run");
    addFile(*command, "--recipe", "FILE", options->recipe, "A recipe in JSON, or the run.json of another run");
    addFile(*command, "--exclude", "FILE", options->exclusions, "Scenes or pairs to leave out, one a line");
    addRecipeOptions(*command, options->changes);
    command->footer(kFooter);
    command->callback([&chosen, options] {
        chosen = [options](Session& session) {
            requireUsage(*options);
            return options->resume.empty() ? begin(*options, session) : goOn(*options, session);
        };
    });
}

}  // namespace scotopic::cli
