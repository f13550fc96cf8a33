// SPDX-License-Identifier: MIT
#include "core/training/batch_loss.h"
#include "core/training/trainer_state.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace scotopic {
namespace {

using Clock = std::chrono::steady_clock;

double normOf(const std::vector<at::Tensor>& tensors)
{
    std::vector<at::Tensor> norms;
    for (const at::Tensor& tensor : tensors) {
        norms.push_back(tensor.norm());
    }
    return at::stack(norms).to(at::kCPU, at::kDouble).norm().item<double>();
}

}  // namespace

/// The mean loss over all examples, whose gradients the parameters hold afterwards.
double Trainer::State::accumulateGradients(std::span<const TrainingExample> examples)
{
    for (at::Tensor& parameter : parameters) {
        parameter.mutable_grad().reset();
    }
    const auto batch = static_cast<std::size_t>(options.batch);
    double loss = 0;
    for (std::size_t first = 0; first < examples.size(); first += batch) {
        const auto part = examples.subspan(first, std::min(batch, examples.size() - first));
        const double share = static_cast<double>(part.size()) / static_cast<double>(examples.size());
        const at::Tensor mean = lossOf(network, part, options.loss, device, type);
        (mean * share).backward();
        loss += share * mean.item<double>();
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
void Trainer::State::exchangeWith(std::vector<at::Tensor> tensors, double& loss)
{
    const at::Tensor lossTensor = at::full({1}, loss, at::TensorOptions(device).dtype(at::kFloat));
    tensors.push_back(lossTensor);
    for (const auto& [name, buffer] : buffers) {
        if (buffer.is_floating_point()) {
            tensors.push_back(buffer);
        }
    }
    exchange->average(tensors);
    loss = lossTensor.item<double>();
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
        result.loss = accumulateGradients(examples);
        result.networkSeconds = std::chrono::duration<double>(Clock::now() - start).count();
        steps = gradients();
        if (exchange != nullptr) {
            exchangeWith(steps, result.loss);
        }
    } catch (...) {
        setBuffers(buffersBefore);  // when a process is lost, what is kept is from before this step
        throw;
    }
    const at::NoGradGuard noGrad;
    result.gradientNorm = normOf(steps);
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

/// average += (1 - decay) * (value - average); counters are copied.
void Trainer::State::updateAverages()
{
    for (std::size_t i = 0; i < averages.size(); ++i) {
        const at::Tensor& value = i < parameters.size() ? parameters[i] : buffers[i - parameters.size()].second;
        at::Tensor& average = averages[i].second;
        value.is_floating_point() ? average.lerp_(value, 1 - *options.emaDecay) : average.copy_(value);
    }
}

}  // namespace scotopic
