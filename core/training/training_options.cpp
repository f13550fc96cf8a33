// SPDX-License-Identifier: MIT
#include "core/training/training_options.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace scotopic {

namespace {

constexpr int kPatchMultiplePx = 16;    // four halvings
constexpr int kLargestPatchPx = 16384;  // beyond any sensor
constexpr int kSmallestWidth = 1;
constexpr int kLargestWidth = 512;
constexpr int kDebugSampleInterval = 2;  // reference, section 5

void require(bool holds, const std::string& option, const std::string& mayBe)
{
    if (!holds) {
        throw InvalidArgument(option + " must be " + mayBe);
    }
}

void requireAtLeast(int lowest, int value, const std::string& option)
{
    require(value >= lowest, option, "a whole number from " + std::to_string(lowest) + " on");
}

void requireRate(double rate, const std::string& option)
{
    require(std::isfinite(rate) && rate > 0 && rate <= 1, option, "above 0 and at most 1");
}

void requireUsableNetwork(const UNetOptions& network)
{
    require(network.baseWidth >= kSmallestWidth && network.baseWidth <= kLargestWidth, "the network's base width",
            "from 1 to 512");
    require(network.inputPlanes == 4 || network.inputPlanes == 9, "the number of input planes", "4 or 9");
    require(network.headKernel == 1 || network.headKernel == 3, "the head's kernel", "1 or 3");
}

void requireUsableSchedule(const TrainingOptions& options)
{
    requireRate(options.learningRate, "the learning rate");
    if (options.drop) {
        requireAtLeast(0, options.drop->afterEpoch, "the epoch of the learning rate's drop");
        requireRate(options.drop->value, "the learning rate after the drop");
    }
    requireAtLeast(0, options.warmUpSteps, "the number of warm-up steps");
    require(options.warmUpSteps == 0 || options.schedule == Schedule::Cosine, "the number of warm-up steps",
            "0 unless the schedule is cosine");
}

void requireUsableExtras(const TrainingOptions& options)
{
    if (options.gradientClipNorm) {
        require(std::isfinite(*options.gradientClipNorm) && *options.gradientClipNorm > 0,
                "the gradient's largest norm", "above 0");
    }
    if (options.emaDecay) {
        require(*options.emaDecay > 0 && *options.emaDecay < 1, "the decay of the weights' moving average",
                "between 0 and 1");
    }
    if (options.freezeNormAfterEpoch) {
        requireAtLeast(0, *options.freezeNormAfterEpoch, "the epoch after which normalisation is frozen");
        const Normalisation kind = options.network.normalisation;
        require(kind == Normalisation::Single || kind == Normalisation::Double, "freezing normalisation",
                "asked for with a network that has batch normalisation");
    }
    if (options.stopAfterEpochsWithoutGain) {
        requireAtLeast(1, *options.stopAfterEpochsWithoutGain, "the number of epochs without gain before stopping");
    }
    require(options.allowedFailureShare >= 0 && options.allowedFailureShare <= 1,
            "the share of samples that may be unreadable", "from 0 to 1");
}

}  // namespace

const char* toText(Schedule schedule)
{
    return schedule == Schedule::Cosine ? "cosine" : "steps";
}

Schedule parseSchedule(const std::string& word)
{
    for (const Schedule schedule : {Schedule::Steps, Schedule::Cosine}) {
        if (word == toText(schedule)) {
            return schedule;
        }
    }
    throw InvalidArgument("'" + word + "' is not a schedule: steps or cosine");
}

const char* toText(InitialWeights weights)
{
    return weights == InitialWeights::Kaiming ? "kaiming" : "pytorch";
}

InitialWeights parseInitialWeights(const std::string& word)
{
    for (const InitialWeights weights : {InitialWeights::PyTorch, InitialWeights::Kaiming}) {
        if (word == toText(weights)) {
            return weights;
        }
    }
    throw InvalidArgument("'" + word + "' is not a way to draw weights: pytorch or kaiming");
}

const char* toText(Loss loss)
{
    return loss == Loss::ToneMappedL1 ? "tone-mapped-l1" : "l1";
}

Loss parseLoss(const std::string& word)
{
    for (const Loss loss : {Loss::L1, Loss::ToneMappedL1}) {
        if (word == toText(loss)) {
            return loss;
        }
    }
    throw InvalidArgument("'" + word + "' is not a loss: l1 or tone-mapped-l1");
}

double learningRateAt(const TrainingOptions& options, long step, int stepsPerEpoch)
{
    if (options.schedule == Schedule::Steps) {
        const long epoch = step / stepsPerEpoch + 1;
        return options.drop && epoch > options.drop->afterEpoch ? options.drop->value : options.learningRate;
    }
    const long warmUp = options.warmUpSteps;
    if (step < warmUp) {
        return options.learningRate * static_cast<double>(step + 1) / static_cast<double>(warmUp);
    }
    const long total = std::max(static_cast<long>(options.epochs) * stepsPerEpoch, warmUp + 1);
    const double done = static_cast<double>(step - warmUp) / static_cast<double>(total - warmUp);
    return options.learningRate * (1 + std::cos(std::numbers::pi * std::min(done, 1.0))) / 2;
}

int sampleInterval(const TrainingOptions& options)
{
    return options.debug ? std::min(kDebugSampleInterval, options.sampleEveryEpochs) : options.sampleEveryEpochs;
}

int snapshotInterval(const TrainingOptions& options)
{
    long interval = sampleInterval(options);
    while (options.epochs / interval > kMostSnapshots) {
        interval *= 2;
    }
    return static_cast<int>(interval);
}

void requireUsable(const TrainingOptions& options)
{
    requireUsableNetwork(options.network);
    requireAtLeast(1, options.epochs, "the number of epochs");
    requireAtLeast(1, options.stepsPerEpoch, "the number of steps an epoch");
    require(options.patchPx >= kPatchMultiplePx && options.patchPx <= kLargestPatchPx
                && options.patchPx % kPatchMultiplePx == 0,
            "the patch", "a multiple of 16 packed pixels from 16 to 16384");
    requireAtLeast(1, options.batch, "the batch");
    requireAtLeast(1, options.accumulate, "the number of accumulated batches");
    requireUsableSchedule(options);
    requireUsableExtras(options);
    requireAtLeast(1, options.validateEveryEpochs, "the number of epochs between validations");
    requireAtLeast(1, options.sampleEveryEpochs, "the number of epochs between sample pictures");
    requireAtLeast(1, options.checkpointEveryEpochs, "the number of epochs between checkpoints");
}

}  // namespace scotopic
