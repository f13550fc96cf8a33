// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/base/planes.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace scotopic {

/// What a network learns from in one sample.
struct TrainingExample {
    Planes input;  // [planes, patch, patch], amplified and clipped at 1 (then white-balanced: clean_patch.h)
    std::vector<float> target;  // float32 [3, patch * stride, patch * stride]
    std::size_t pair = 0;       // index into the cache's pairs(), or the clean set's pictures()
};

struct ExampleSourceOptions {
    int firstEpoch = 1;  // where to begin: an epoch (counted from 1) …
    int firstIndex = 0;  // … and a sample of it
    /// Several machines: the samples of all epochs are one row, cut into epochs of samplesPerEpoch(); this source gives
    /// every stride-th of them from the `offset`-th on, counted from the first sample above. So as many steps as one
    /// likes use every sample once, whether or not `stride` divides an epoch.
    int stride = 1;
    int offset = 0;
    int ahead = 4;    // examples kept ready
    int threads = 1;  // background threads; 0: take() makes them itself. The examples do not depend on their number
    double allowedFailureShare = 0.05;  // of this source's samples in an epoch that may fail before the run ends
};

/// The sample at a place of the row, the same whenever and in whatever thread it is called. CorruptInput and
/// UnreadableInput mean that this one cannot be read; anything else ends the run.
using MakeExample = std::function<TrainingExample(int epoch, int index)>;

/// Examples of one epoch after the other, made in the background. take() is for one thread.
class ExampleSource {
public:
    /// Throws InvalidArgument for an impossible beginning, stride or number of threads.
    ExampleSource(int samplesPerEpoch, const ExampleSourceOptions& options, MakeExample make);
    virtual ~ExampleSource();
    ExampleSource(const ExampleSource&) = delete;
    ExampleSource& operator=(const ExampleSource&) = delete;

    struct Sample {
        int epoch = 0;
        int index = 0;  // within the epoch, before striding
        TrainingExample example;
    };
    /// The next sample. One that cannot be read is left out and counted; throws CorruptInput, naming the last bad file,
    /// when more than the allowed share of an epoch failed, what else making it threw, and Cancelled.
    [[nodiscard]] Sample take(const JobContext& context = {});
    /// Returns when as many samples are ready as are kept: what is measured then counts them all. Throws Cancelled.
    void waitUntilReady(const JobContext& context = {}) const;
    /// How many samples were left out so far, and the sentences why (one a file).
    [[nodiscard]] int failureCount() const;
    [[nodiscard]] std::vector<std::string> failures() const;
    /// Of all machines together.
    [[nodiscard]] int samplesPerEpoch() const;
    /// Seconds that take() waited for the background so far.
    [[nodiscard]] double waitedSeconds() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace scotopic
