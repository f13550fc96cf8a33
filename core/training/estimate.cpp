// SPDX-License-Identifier: MIT
#include "core/training/estimate.h"

#include "core/base/error.h"
#include "core/inference/frame.h"
#include "core/inference/machine.h"
#include "core/training/run_data.h"

#include <algorithm>
#include <chrono>
#include <system_error>

namespace scotopic {

namespace {

constexpr int kEstimateSteps = 2;              // the first also pays for buffers and kernels; the last one counts
constexpr std::size_t kCheckpointsAtOnce = 4;  // see writeCheckpoint(), and one being written

PixelSize largestFrame(const DecodedCache& cache, const std::vector<std::size_t>& pairs)
{
    PixelSize largest;
    for (const std::size_t pair : pairs) {
        const PixelSize size = cache.planeSizeOf(pair);
        largest = size.area() > largest.area() ? size : largest;
    }
    return largest;
}

/// What validate() will hold beyond the trainer: engine, planes, and 8-bit output and truth.
std::size_t validationBytes(const Trainer& trainer, const TrainingJob& job)
{
    if (job.data.validation.empty() || job.run == nullptr) {
        return 0;
    }
    const PixelSize frame = largestFrame(*job.cache, job.data.validation);
    const Model model{job.options.network, outputSpaceOf(job), trainer.weights(/*averaged=*/true), {}, {}};
    const EngineOptions engine{job.options.device, EngineKind::Auto, job.options.precision};
    const FrameNetwork network(model, engine, BnMode::Running);
    const auto upscale = static_cast<std::size_t>(job.options.network.upscale());
    const std::size_t planesBytes = frame.area() * static_cast<std::size_t>(job.options.network.inputPlanes) * 4;
    return network.peakBytes(frame, {}) + planesBytes + 2 * 3 * frame.area() * upscale * upscale;
}

}  // namespace

TrainingEstimate estimateTraining(Trainer& trainer, const TrainingJob& job, int stepsPerEpoch, int remainingEpochs)
{
    const std::vector<TrainingExample> examples = firstExamples(job);
    const Weights before = trainer.state();
    TrainingEstimate estimate;
    for (int i = 0; i < kEstimateSteps; ++i) {
        const auto start = std::chrono::steady_clock::now();
        trainer.step(examples, job.options.learningRate);
        estimate.secondsPerStep = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    trainer.restore(before);
    estimate.secondsPerEpoch = estimate.secondsPerStep * stepsPerEpoch;
    estimate.totalSeconds = estimate.secondsPerEpoch * remainingEpochs;
    estimate.memoryBytes = std::max(peakResidentBytes(), residentBytes() + validationBytes(trainer, job));
    estimate.diskBytes = diskBytesOf(job.options, !job.data.validation.empty());
    return estimate;
}

std::size_t diskBytesOf(const TrainingOptions& options, bool hasValidation)
{
    std::size_t modelBytes = 0;
    for (const auto& [name, shape] : expectedWeights(options.network)) {
        modelBytes += static_cast<std::size_t>(Weight{shape, {}}.elementCount()) * sizeof(float);
    }
    const std::size_t copies = options.emaDecay ? 4 : 3;  // weights, Adam's two moments, the moving average
    const auto snapshots = static_cast<std::size_t>(options.epochs / snapshotInterval(options) + 1);
    return (kCheckpointsAtOnce * copies + (hasValidation ? 3 : 2)) * modelBytes + snapshots * modelBytes / 2;
}

void requireDiskSpace(const std::filesystem::path& folder, std::size_t bytes)
{
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(folder, error);
    if (!error && space.available < bytes) {
        throw OutputFailed(folder, "the disk has " + std::to_string(space.available >> 20U)
                                       + " MiB left, but checkpoints and models take " + std::to_string(bytes >> 20U)
                                       + " MiB");
    }
}

}  // namespace scotopic
