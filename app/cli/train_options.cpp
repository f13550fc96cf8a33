// SPDX-License-Identifier: MIT
#include "app/cli/train_options.h"

#include "app/cli/options.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace scotopic::cli {

namespace {

constexpr int kMany = std::numeric_limits<int>::max();

double parseReal(const std::string& word)
{
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(number)) {
        throw InvalidArgument("'" + word + "' is not a number");
    }
    return number;
}

/// An option whose value is parsed at once and applied when it is known what to.
template <typename Parse, typename Apply>
void addChange(CLI::App& command, RecipeChanges& changes, const std::string& name, const std::string& typeName,
               Parse parse, Apply apply, const std::string& help)
{
    const auto remember = [&changes, parse, apply, name](const std::string& word) {
        try {
            changes.emplace_back([value = parse(word), apply](TrainingOptions& options) { apply(options, value); });
        } catch (const InvalidArgument& error) {
            throw CLI::ValidationError(name, error.what());
        }
    };
    command.add_option_function<std::string>(name, remember, help)->type_name(typeName);
}

/// A whole number from `lowest` on into a member of the options.
template <typename Target>
void addWhole(CLI::App& command, RecipeChanges& changes, const std::string& name, Target TrainingOptions::*member,
              int lowest, const std::string& help)
{
    addChange(
        command, changes, name, "N", [lowest](const std::string& word) { return parseNumber(word, lowest, kMany); },
        [member](TrainingOptions& options, int value) { options.*member = value; }, help);
}

template <typename Target>
void addReal(CLI::App& command, RecipeChanges& changes, const std::string& name, Target TrainingOptions::*member,
             const std::string& help)
{
    addChange(
        command, changes, name, "X", parseReal,
        [member](TrainingOptions& options, double value) { options.*member = value; }, help);
}

template <typename Value, typename Parse>
void addWord(CLI::App& command, RecipeChanges& changes, const std::string& name, const std::string& typeName,
             Value TrainingOptions::*member, Parse parse, const std::string& help)
{
    addChange(
        command, changes, name, typeName, parse,
        [member](TrainingOptions& options, Value value) { options.*member = value; }, help);
}

void addNetwork(CLI::App& command, RecipeChanges& changes)
{
    addChange(
        command, changes, "--arch", "NAME", inAnyCase(parseNormalisation),
        [](TrainingOptions& options, Normalisation value) { options.network.normalisation = value; },
        "baseline, single-bn, double-bn or group-norm (default baseline, or that of --init)");
    addChange(
        command, changes, "--width", "N", [](const std::string& word) { return parseNumber(word, 1, 512); },
        [](TrainingOptions& options, int value) { options.network.baseWidth = value; },
        "Channels of the first level (default 32)");
    addWord(
        command, changes, "--init", "FILE|default", &TrainingOptions::initialModel,
        [](const std::string& word) { return std::filesystem::path(word); },
        "Begin with the weights of a model file, or the program's own, instead of random ones");
}

void addOptimizer(CLI::App& command, RecipeChanges& changes)
{
    using Options = TrainingOptions;
    addWhole(command, changes, "--epochs", &Options::epochs, 1, "Epochs in all (default 4000)");
    addWhole(command, changes, "--steps-per-epoch", &Options::stepsPerEpoch, 1,
             "Steps of an epoch on a clean set, whose examples are endless (default 500)");
    addWhole(command, changes, "--patch", &Options::patchPx, 16, "Edge of a patch in packed pixels (default 512)");
    addWhole(command, changes, "--batch", &Options::batch, 1, "Patches at once (default 1)");
    addWhole(command, changes, "--accumulate", &Options::accumulate, 1, "Batches a step of Adam (default 1)");
    addWord(command, changes, "--loss", "NAME", &Options::loss, inAnyCase(parseLoss),
            "l1, or tone-mapped-l1: of linear light as it is seen (default l1)");
    addReal(command, changes, "--lr", &Options::learningRate, "Learning rate (default 1e-4)");
    // Before the drop: options are applied in this order, and a cosine does away with the drop of a recipe.
    addChange(
        command, changes, "--schedule", "NAME", inAnyCase(parseSchedule),
        [](Options& options, Schedule value) {
            options.schedule = value;
            options.drop = value == Schedule::Cosine ? std::nullopt : options.drop;
        },
        "steps, or cosine down to nothing (default steps)");
    addWord(command, changes, "--lr-drop", "EPOCH:VALUE", &Options::drop, parseDrop,
            "Learning rate after that epoch, or none (default 2000:1e-5)");
    addWhole(command, changes, "--warm-up", &Options::warmUpSteps, 0, "Steps of rising rate before a cosine");
    addReal(command, changes, "--clip", &Options::gradientClipNorm, "Largest norm of a gradient (default none)");
    addReal(command, changes, "--ema", &Options::emaDecay,
            "Validate and write a moving average of the weights with this decay, e.g. 0.999 (default none)");
    addWhole(command, changes, "--freeze-norm-after", &Options::freezeNormAfterEpoch, 0,
             "Epoch after which batch normalisation keeps its running statistics (default never)");
    addWhole(command, changes, "--early-stop", &Options::stopAfterEpochsWithoutGain, 1,
             "Stop after that many epochs without gain in validation (default never)");
    addChange(
        command, changes, "--seed", "N", parseUnsigned64,
        [](Options& options, std::uint64_t value) { options.seed = value; }, "Of weights and patches (default 0)");
}

void addCourse(CLI::App& command, RecipeChanges& changes)
{
    using Options = TrainingOptions;
    addWhole(command, changes, "--validate-every", &Options::validateEveryEpochs, 1,
             "Epochs between validations (default 10)");
    addWhole(command, changes, "--sample-every", &Options::sampleEveryEpochs, 1,
             "Epochs between sample pictures (default 500)");
    addWhole(command, changes, "--checkpoint-every", &Options::checkpointEveryEpochs, 1,
             "Epochs between checkpoints (default 1)");
    addReal(command, changes, "--allowed-failures", &Options::allowedFailureShare,
            "Share of an epoch's samples that may be unreadable, and of pairs that may be undecodable\n"
            "(default 0.05)");
    command.add_flag_callback(
        "--debug", [&changes] { changes.emplace_back([](Options& options) { options.debug = true; }); },
        "Five scenes, sample pictures every other epoch");
    addWord(command, changes, "--device", "NAME", &Options::device, inAnyCase(parseDevice),
            "auto, cpu, cuda, cuda:N or mps (default auto)");
    addWord(command, changes, "--precision", "NAME", &Options::precision, inAnyCase(parsePrecision),
            "fp32, bf16 or auto: bf16 where the device computes it itself (default fp32)");
}

}  // namespace

std::optional<LearningRateDrop> parseDrop(const std::string& word)
{
    if (word == "none") {
        return std::nullopt;
    }
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) {
        throw InvalidArgument("'" + word + "' is not EPOCH:VALUE, e.g. 2000:1e-5");
    }
    return LearningRateDrop{parseNumber(word.substr(0, colon), 0, kMany), parseReal(word.substr(colon + 1))};
}

TrainingOptions withChanges(TrainingOptions options, const RecipeChanges& changes)
{
    for (const auto& change : changes) {
        change(options);
    }
    if (options.schedule == Schedule::Cosine && options.drop) {
        throw InvalidArgument("--lr-drop is for the schedule 'steps'; a cosine falls by itself");
    }
    return options;
}

void addRecipeOptions(CLI::App& command, RecipeChanges& changes)
{
    addNetwork(command, changes);
    addOptimizer(command, changes);
    addCourse(command, changes);
}

}  // namespace scotopic::cli
