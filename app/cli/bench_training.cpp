// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/inference/benchmark.h"
#include "core/inference/machine.h"
#include "core/training/forecast.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

namespace scotopic::cli {

namespace {

constexpr const char* kBenchTrainingFooter =
    R"(Steps of training with random weights on random numbers: forward, backward and the optimizer. GFLOP/s count three
times the forward pass's multiply-adds. The first step is not timed. Memory is the peak of the whole process.

Example:
  scotopic-cli bench-training --arch double-bn --precision bf16)";

struct BenchTrainingOptions {
    TrainingOptions training;
    int repetitions = 5;
    bool printsJson = false;
};

struct Timing {
    std::string device;
    double medianSeconds = 0;
    double fastestSeconds = 0;
    double networkShare = 0;  // forward and backward, of all steps' time
    double gflops = 0;        // at the median
    std::size_t peakBytes = 0;
};

Timing measure(const BenchTrainingOptions& options, const JobContext& context)
{
    Trainer trainer(options.training, nullptr);
    const std::vector<TrainingExample> examples = randomExamples(options.training);
    std::vector<double> seconds;
    double networkSeconds = 0;
    double allSeconds = 0;
    for (int repetition = 0; repetition <= options.repetitions; ++repetition) {
        context.throwIfCancelled();
        const auto start = std::chrono::steady_clock::now();
        const StepResult result = trainer.step(examples, options.training.learningRate);
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        if (repetition > 0) {
            seconds.push_back(elapsed.count());
            networkSeconds += result.networkSeconds;
            allSeconds += elapsed.count();
        }
        context.report({.stage = "training",
                        .fraction = (repetition + 1.0) / (options.repetitions + 1),
                        .remainingSeconds = std::nullopt});
    }
    std::ranges::sort(seconds);
    Timing timing{.device = trainer.deviceDescription(),
                  .medianSeconds = seconds[seconds.size() / 2],
                  .fastestSeconds = seconds.front(),
                  .networkShare = networkSeconds / allSeconds,
                  .peakBytes = peakResidentBytes()};
    const double flops = 3 * options.training.batch
                         * networkFlops(options.training.network, {options.training.patchPx, options.training.patchPx});
    timing.gflops = flops / timing.medianSeconds * 1e-9;
    return timing;
}

ExitCode benchTraining(const BenchTrainingOptions& options, Session& session)
{
    requireUsable(options.training);
    const Timing timing = measure(options, session.context());
    if (options.printsJson) {
        const Json json{{"device", timing.device},
                        {"architecture", nameOf(options.training.network.normalisation)},
                        {"patchPx", options.training.patchPx},
                        {"batch", options.training.batch},
                        {"medianSeconds", timing.medianSeconds},
                        {"fastestSeconds", timing.fastestSeconds},
                        {"networkShare", timing.networkShare},
                        {"gflops", timing.gflops},
                        {"peakResidentBytes", timing.peakBytes}};
        session.console.print(jsonText(json));
        return ExitCode::AllDone;
    }
    session.console.print(alignedFields(
        {{"device", timing.device},
         {"step", durationText(timing.medianSeconds) + " (fastest " + durationText(timing.fastestSeconds) + ")"},
         {"in the network", numberText(100 * timing.networkShare, 3) + " %"},
         {"speed", numberText(timing.gflops, 3) + " GFLOP/s"},
         {"memory", bytesText(timing.peakBytes)}}));
    return ExitCode::AllDone;
}

}  // namespace

void addBenchTrainingCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<BenchTrainingOptions>();
    TrainingOptions& training = options->training;
    CLI::App* command = app.add_subcommand("bench-training", "Measure how fast networks train on this machine");
    addKeyword(*command, "--arch", "NAME", training.network.normalisation, parseNormalisation,
               "baseline, single-bn, double-bn, group-norm (default baseline)");
    addKeyword(*command, "--device", "NAME", training.device, parseDevice, "auto, cpu, cuda, cuda:N, mps");
    addKeyword(*command, "--precision", "NAME", training.precision, parsePrecision, "auto, fp32, bf16 (default fp32)");
    addNumber(*command, "--patch", training.patchPx, 16, 4096, "Packed pixels, a multiple of 16 (default 512)");
    addNumber(*command, "--width", training.network.baseWidth, 1, 256, "Channels at the first level (default 32)");
    addNumber(*command, "--batch", training.batch, 1, 1024, "Patches in a step (default 1)");
    addNumber(*command, "--repeat", options->repetitions, 1, 1000, "How many steps are timed (default 5)");
    addThreads(*command);
    command->add_flag("--json", options->printsJson, kJsonHelp);
    command->footer(kBenchTrainingFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return benchTraining(*options, session); }; });
}

}  // namespace scotopic::cli
