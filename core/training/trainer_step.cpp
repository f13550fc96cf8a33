// SPDX-License-Identifier: MIT
#include "core/training/batch_loss.h"
#include "core/training/trainer_state.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>
#include <utility>

namespace scotopic {
namespace {

using Clock = std::chrono::steady_clock;

/// Loss, and L2 over all gradients: the one place where the processor waits for a GPU, for both at once.
std::pair<double, double> lossAndNorm(const at::Tensor& loss, const std::vector<at::Tensor>& gradients)
{
    const at::Tensor norms = at::stack(at::_foreach_norm(gradients));
    const at::Tensor numbers = at::cat({loss.reshape({1}), norms}).to(at::kCPU, at::kDouble);
    return {numbers[0].item<double>(), numbers.slice(/*dim=*/0, /*start=*/1).norm().item<double>()};
}

}  // namespace

/// The mean loss over all examples, whose gradients the parameters hold afterwards. A number on the device, which need
/// not have computed it yet.
at::Tensor Trainer::State::accumulateGradients(std::span<const TrainingExample> examples)
{
    for (at::Tensor& parameter : parameters) {
        parameter.mutable_grad().reset();
    }
    const auto batch = static_cast<std::size_t>(options.batch);
    at::Tensor loss = at::zeros({}, at::TensorOptions(device).dtype(at::kFloat));
    for (std::size_t first = 0; first < examples.size(); first += batch) {
        const auto part = examples.subspan(first, std::min(batch, examples.size() - first));
        const double share = static_cast<double>(part.size()) / static_cast<double>(examples.size());
        const at::Tensor mean = lossOf(network, part, options.loss, device, type);
        (mean * share).backward();
        loss += mean.detach() * share;
    }
    return loss;
}

std::vector<at::Tensor> Trainer::State::gradients() const
{
    std::vector<at::Tensor> list;
    for (const at::Tensor& parameter : parameters) {
        list.push_back(parameter.grad());
    }
    return list;
}

/// Means over all processes of gradients, loss and running statistics, so that every process goes on as one would
/// that had all the examples (BN's batch statistics stay each process's own).
void Trainer::State::exchangeWith(std::vector<at::Tensor> tensors, const at::Tensor& loss)
{
    tensors.push_back(loss.reshape({1}));  // a view
    for (const auto& [name, buffer] : buffers) {
        if (buffer.is_floating_point()) {
            tensors.push_back(buffer);
        }
    }
    exchange->average(tensors);
}

void Trainer::State::setBuffers(const std::vector<at::Tensor>& values)
{
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        buffers[i].second.copy_(values[i]);
    }
}

StepResult Trainer::State::step(std::span<const TrainingExample> examples, double learningRate)
{
    const at::AutoGradMode withGradients(true);
    std::vector<at::Tensor> buffersBefore;
    for (const auto& [name, buffer] : buffers) {
        buffersBefore.push_back(buffer.clone());
    }
    StepResult result;
    std::vector<at::Tensor> steps;
    try {
        const auto start = Clock::now();
        const at::Tensor loss = accumulateGradients(examples);
        steps = gradients();
        const at::NoGradGuard noGrad;
        if (exchange != nullptr) {
            exchangeWith(steps, loss);
        }
        std::tie(result.loss, result.gradientNorm) = lossAndNorm(loss, steps);
        result.networkSeconds = std::chrono::duration<double>(Clock::now() - start).count();
    } catch (...) {
        setBuffers(buffersBefore);  // when a process is lost, what is kept is from before this step
        throw;
    }
    const at::NoGradGuard noGrad;
    if (!std::isfinite(result.loss) || !std::isfinite(result.gradientNorm)) {
        setBuffers(buffersBefore);
        return result;
    }
    if (options.gradientClipNorm && result.gradientNorm > *options.gradientClipNorm) {
        steps = at::_foreach_mul(steps, *options.gradientClipNorm / result.gradientNorm);
    }
    adam->step(steps, learningRate);
    updateAverages();
    return result;
}

/// average = decay * average + (1 - decay) * value; counters are copied.
void Trainer::State::updateAverages()
{
    std::vector<at::Tensor> means;
    std::vector<at::Tensor> values;
    for (std::size_t i = 0; i < averages.size(); ++i) {
        const at::Tensor& value = i < parameters.size() ? parameters[i] : buffers[i - parameters.size()].second;
        if (value.is_floating_point()) {
            means.push_back(averages[i].second);
            values.push_back(value);
        } else {
            averages[i].second.copy_(value);
        }
    }
    if (!means.empty()) {
        at::_foreach_mul_(means, *options.emaDecay);
        at::_foreach_add_(means, values, 1 - *options.emaDecay);
    }
}

}  // namespace scotopic
