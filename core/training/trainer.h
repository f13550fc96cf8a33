// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/patch.h"
#include "core/training/training_options.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace scotopic {

struct StepResult {
    double loss = 0;          // the options', mean over all values of all examples
    double gradientNorm = 0;  // L2 over all parameters, before clipping
    double networkSeconds = 0;
};

/// Averages gradients over the processes of a run; see distributed.h. Called between backward and the optimizer.
class GradientExchange;

/// The network, its optimizer and its averages on one device: steps and snapshots, no files of a run, no epochs. Not
/// thread-safe: used on the device worker's thread.
class Trainer {
public:
    /// Starts from `initial` (complete weights), or from random weights drawn as the options say, reproducible from the
    /// seed.
    /// Throws DeviceFailed, UnsupportedInput.
    Trainer(const TrainingOptions& options, const Weights* initial, GradientExchange* exchange = nullptr);
    ~Trainer();
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Forward, loss, backward over the examples (accumulate * batch of them, `batch` at a time), clipping, one step
    /// of Adam at `learningRate`, moving averages. A loss or gradient that is not finite changes nothing and is
    /// returned as it is: the caller decides.
    StepResult step(std::span<const TrainingExample> examples, double learningRate);

    /// From now on BN normalises with its running statistics, which no longer change.
    void freezeNormalisation();

    /// A copy of the weights as plain floats; the moving average where there is one and `averaged` is asked for.
    [[nodiscard]] Weights weights(bool averaged) const;
    /// Gradients of the last step by parameter name, before clipping: for tests against PyTorch.
    [[nodiscard]] Weights gradients() const;

    /// Weights, Adam's moments and step counts, moving averages: everything that the next step depends on, exact.
    [[nodiscard]] Weights state() const;
    /// Throws CorruptInput when names or shapes are another network's.
    void restore(const Weights& state);

    [[nodiscard]] std::string deviceDescription() const;  // "CPU, 2 threads, bf16"

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace scotopic
