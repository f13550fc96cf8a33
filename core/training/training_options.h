// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"
#include "core/network/model.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace scotopic {

struct LearningRateDrop {
    int afterEpoch = 2000;  // epochs beyond this one …
    double value = 1e-5;    // … train with this rate

    friend bool operator==(const LearningRateDrop&, const LearningRateDrop&) = default;
};

enum class Schedule { Steps, Cosine };
[[nodiscard]] const char* toText(Schedule schedule);            // "steps", "cosine"
[[nodiscard]] Schedule parseSchedule(const std::string& word);  // throws InvalidArgument

[[nodiscard]] const char* toText(InitialWeights weights);                   // "pytorch", "kaiming"
[[nodiscard]] InitialWeights parseInitialWeights(const std::string& word);  // throws InvalidArgument

/// What a step makes smaller: a mean over all values of all examples.
enum class Loss {
    L1,            // |output - target|
    ToneMappedL1,  // |tone(output) - tone(target)| with the tone curve of toneMapped() in batch_loss.h: light counts
                   // as it is seen, so that shadows weigh what highlights do
};
[[nodiscard]] const char* toText(Loss loss);            // "l1", "tone-mapped-l1"
[[nodiscard]] Loss parseLoss(const std::string& word);  // throws InvalidArgument

/// Everything that decides how a run goes; the defaults are the study's (reference, section 5). What is optional and
/// absent is off.
struct TrainingOptions {
    UNetOptions network;
    InitialWeights initialWeights = InitialWeights::PyTorch;
    int epochs = 4000;
    int stepsPerEpoch = 500;  // of a clean set, whose examples are endless; pairs: as many as there are scenes
    int patchPx = 512;        // packed pixels, a multiple of 16
    int batch = 1;
    int accumulate = 1;  // batches whose gradients are averaged before a step of the optimizer
    Loss loss = Loss::L1;
    double learningRate = 1e-4;
    Schedule schedule = Schedule::Steps;
    std::optional<LearningRateDrop> drop = LearningRateDrop{};  // Schedule::Steps
    int warmUpSteps = 0;                                        // Schedule::Cosine: linear from 0
    std::optional<double> gradientClipNorm;
    std::optional<double> emaDecay;
    std::optional<int> freezeNormAfterEpoch;
    std::optional<int> stopAfterEpochsWithoutGain;  // early stopping by validation PSNR
    std::uint64_t seed = 0;
    DeviceId device;
    Precision precision = Precision::Fp32;
    int validateEveryEpochs = 10;
    int sampleEveryEpochs = 500;
    int checkpointEveryEpochs = 1;
    bool debug = false;                  // 5 scenes, samples every 2 epochs
    double allowedFailureShare = 0.05;   // of an epoch's samples
    std::filesystem::path initialModel;  // empty: random weights
};

/// The rate of optimizer step `step` (from 0) of a run with `stepsPerEpoch` steps in each epoch. Steps: constant, then
/// the drop's value. Cosine: (step + 1) / warmUpSteps of the rate while warming up, then half a cosine wave down to
/// nothing at the end of the run (Loshchilov and Hutter 2017, without restarts).
[[nodiscard]] double learningRateAt(const TrainingOptions& options, long step, int stepsPerEpoch);

/// How often sample pictures are made: in debug mode at least every second epoch, as in the study.
[[nodiscard]] int sampleInterval(const TrainingOptions& options);

/// How often the model of an epoch is kept for good: with sample pictures, but of so many that a run keeps no more than
/// kMostSnapshots (and its last one) with every second, every fourth and so on.
constexpr int kMostSnapshots = 24;
[[nodiscard]] int snapshotInterval(const TrainingOptions& options);

/// Throws InvalidArgument naming the option and what it may be.
void requireUsable(const TrainingOptions& options);

}  // namespace scotopic
