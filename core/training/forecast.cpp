// SPDX-License-Identifier: MIT
#include "core/training/forecast.h"

#include "core/base/threads.h"
#include "core/inference/benchmark.h"
#include "core/network/model.h"
#include "core/training/estimate.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <utility>

namespace scotopic {

namespace {

constexpr int kSmallestPatchPx = 64;
constexpr int kLargestPatchPx = 512;       // memory that may not be there
constexpr double kGrowBelowSeconds = 0.4;  // a patch of twice the side takes four times as long
constexpr int kLargestMeasuredWidth = 32;  // wider networks take too long, and memory that may not be there
constexpr int kForecastSteps = 2;          // the first also pays for buffers and kernels

/// Seconds of a step at this size of patch.
double secondsAt(TrainingOptions options, int patchPx, const JobContext& context)
{
    options.patchPx = patchPx;
    context.throwIfCancelled();
    const ThreadsHere threads(context.threadCount());
    Trainer trainer(options, nullptr);
    const std::vector<TrainingExample> examples = randomExamples(options);
    double seconds = 0;
    for (int i = 0; i < kForecastSteps; ++i) {
        context.handOver();
        const auto start = std::chrono::steady_clock::now();
        trainer.step(examples, options.learningRate);
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    return seconds;
}

struct MeasuredStep {
    int patchPx = 0;
    double seconds = 0;

    [[nodiscard]] double area() const { return static_cast<double>(patchPx) * patchPx; }
};

/// At two sizes of patch, the larger as near to what is asked for as a second or two allow: steps of small ones keep
/// no processor busy, and their buffers stay in its cache.
std::pair<MeasuredStep, MeasuredStep> measuredSteps(const TrainingOptions& options, int mostPx,
                                                    const JobContext& context)
{
    const auto measured = [&](int patchPx) { return MeasuredStep{patchPx, secondsAt(options, patchPx, context)}; };
    MeasuredStep small = measured(kSmallestPatchPx);
    MeasuredStep large = measured(2 * kSmallestPatchPx);
    while (large.seconds < kGrowBelowSeconds && 2 * large.patchPx <= mostPx) {
        small = std::exchange(large, measured(2 * large.patchPx));
    }
    return {small, large};
}

/// Steps take time for their pixels, and some for the weights alone.
double secondsPerStep(const TrainingOptions& options, const JobContext& context)
{
    TrainingOptions asked = options;
    asked.batch = 1;
    asked.accumulate = 1;
    asked.network.baseWidth = std::min(options.network.baseWidth, kLargestMeasuredWidth);
    const double batchSidePx = options.patchPx * std::sqrt(options.batch);  // a patch with the pixels of a batch
    const int mostPx = std::min(static_cast<int>(batchSidePx), kLargestPatchPx);
    const auto [small, large] = measuredSteps(asked, mostPx, context);
    const double perPixel = std::max(large.seconds - small.seconds, 0.0) / (large.area() - small.area());
    const double constant = std::max(small.seconds - perPixel * small.area(), 0.0);
    const PixelSize patch{options.patchPx, options.patchPx};
    const double wider = networkFlops(options.network, patch) / networkFlops(asked.network, patch);
    const double pixels = static_cast<double>(patch.area()) * options.batch * options.accumulate;
    return wider * (constant + perPixel * pixels);
}

/// Numbers that the forward pass keeps for a packed pixel, in units of the base width: measured with bench-training at
/// widths 8 and 32, patches of 256 and 512 (LibTorch 1.13, processor).
double keptPerWidth(Normalisation normalisation)
{
    constexpr double kBaseline = 13.0;
    switch (normalisation) {
    case Normalisation::Single: return kBaseline + 4.1;
    case Normalisation::Double: return kBaseline + 8.3;
    case Normalisation::Group: return kBaseline + 9.7;
    case Normalisation::None: break;
    }
    return kBaseline;
}

}  // namespace

std::vector<TrainingExample> randomExamples(const TrainingOptions& options)
{
    std::mt19937 random(1);
    const auto fill = [&random](std::vector<float>& values) {
        for (float& value : values) {
            value = static_cast<float>(random() >> 8U) * 0x1p-24F;
        }
    };
    std::vector<TrainingExample> examples(static_cast<std::size_t>(options.batch));
    const auto side = static_cast<std::size_t>(options.patchPx * options.network.upscale());
    for (TrainingExample& example : examples) {
        example.input = Planes(options.network.inputPlanes, options.patchPx, options.patchPx);
        example.target.resize(3 * side * side);
        fill(example.input.values);
        fill(example.target);
    }
    return examples;
}

std::size_t trainingMemoryBytes(const TrainingOptions& options)
{
    constexpr double kKeptBesides = 163;  // planes, output, ground truth and their gradients
    std::size_t parameters = 0;
    for (const auto& [name, shape] : expectedWeights(options.network)) {
        parameters += static_cast<std::size_t>(Weight{shape, {}}.elementCount());
    }
    const std::size_t copies = options.emaDecay ? 5 : 4;  // weights, gradients, Adam's two moments, the average
    const double perPixel = keptPerWidth(options.network.normalisation) * options.network.baseWidth + kKeptBesides;
    const double share = options.precision == Precision::Bf16 ? 0.7 : 1.0;  // some stay in fp32
    const double pixels = static_cast<double>(options.patchPx) * options.patchPx * options.batch * share;
    return sizeof(float) * (copies * parameters + static_cast<std::size_t>(perPixel * pixels));
}

TrainingEstimate forecastTraining(const TrainingOptions& options, int stepsPerEpoch, bool hasValidation,
                                  const JobContext& context)
{
    requireUsable(options);
    TrainingEstimate estimate;
    estimate.memoryBytes = trainingMemoryBytes(options);
    estimate.diskBytes = diskBytesOf(options, hasValidation);
    estimate.secondsPerStep = secondsPerStep(options, context);
    estimate.secondsPerEpoch = estimate.secondsPerStep * stepsPerEpoch;
    estimate.totalSeconds = estimate.secondsPerEpoch * options.epochs;
    return estimate;
}

}  // namespace scotopic
