// SPDX-License-Identifier: MIT
#include "core/training/trainer.h"

#include "core/inference/device_choice.h"
#include "core/training/adam.h"
#include "core/training/batch_loss.h"
#include "core/training/distributed.h"
#include "core/training/torch_call.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <utility>

namespace scotopic {
namespace {

// What state() adds to the network's own names.
constexpr const char* kFirstMoment = "adam.first_moment.";
constexpr const char* kSecondMoment = "adam.second_moment.";
constexpr const char* kStepCount = "adam.steps";
constexpr const char* kAverage = "average.";
constexpr const char* kFrozen = "normalisation_frozen";

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;
using Clock = std::chrono::steady_clock;

Weight plainOf(const at::Tensor& tensor)
{
    const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    const float* values = plain.data_ptr<float>();
    return {plain.sizes().vec(), std::vector<float>(values, values + plain.numel())};
}

const Weight& weightIn(const Weights& state, const std::string& name, at::IntArrayRef shape)
{
    const auto found = state.find(name);
    if (found == state.end()) {
        throw CorruptInput("the training state has no " + name + ": it is another network's");
    }
    const Weight& weight = found->second;
    if (shape != at::IntArrayRef(weight.shape)
        || weight.elementCount() != static_cast<std::int64_t>(weight.values.size())) {
        throw CorruptInput("the training state's " + name + " has another shape: it is another network's");
    }
    return weight;
}

/// A view; `weight` must outlive it.
at::Tensor wrapped(const Weight& weight)
{
    return at::from_blob(const_cast<float*>(weight.values.data()), weight.shape, at::kFloat);
}

double normOf(const std::vector<at::Tensor>& tensors)
{
    std::vector<at::Tensor> norms;
    for (const at::Tensor& tensor : tensors) {
        norms.push_back(tensor.norm());
    }
    return at::stack(norms).to(at::kCPU, at::kDouble).norm().item<double>();
}

}  // namespace

struct Trainer::State {
    TrainingOptions options;
    DeviceId deviceId;
    at::Device device{at::kCPU};
    at::ScalarType type = at::kFloat;
    UNet network{nullptr};
    std::vector<std::string> names;  // of the parameters
    std::vector<at::Tensor> parameters;
    NamedTensors buffers;   // running statistics and counters of batch normalisation
    NamedTensors averages;  // moving averages of parameters and buffers; empty without EMA
    std::unique_ptr<Adam> adam;
    GradientExchange* exchange = nullptr;
    bool isFrozen = false;

    template <typename Call>
    auto guarded(const Call& call) const -> decltype(call())
    {
        return torchCall(deviceId, type, call);
    }

    void build(const Weights& initial);
    [[nodiscard]] double accumulateGradients(std::span<const TrainingExample> examples);
    [[nodiscard]] std::vector<at::Tensor> gradients() const;
    void exchangeWith(std::vector<at::Tensor> tensors, double& loss);
    void setBuffers(const std::vector<at::Tensor>& values);
    StepResult step(std::span<const TrainingExample> examples, double learningRate);
    void updateAverages();
};

void Trainer::State::build(const Weights& initial)
{
    network = UNet(options.network);
    loadWeights(network, initial);
    network->to(device);
    network->train();
    for (const auto& item : network->named_parameters()) {
        names.push_back(item.key());
        parameters.push_back(item.value());
    }
    for (const auto& item : network->named_buffers()) {
        buffers.emplace_back(item.key(), item.value());
    }
    const at::NoGradGuard noGrad;
    adam = std::make_unique<Adam>(parameters);
    if (exchange != nullptr) {
        std::vector<at::Tensor> shared = parameters;
        for (const auto& [name, buffer] : buffers) {
            if (buffer.is_floating_point()) {
                shared.push_back(buffer);
            }
        }
        exchange->broadcast(shared);
    }
    if (options.emaDecay) {
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            averages.emplace_back(names[i], parameters[i].detach().clone());
        }
        for (const auto& [name, buffer] : buffers) {
            averages.emplace_back(name, buffer.clone());
        }
    }
}

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

Trainer::Trainer(const TrainingOptions& options, const Weights* initial, GradientExchange* exchange)
    : m_state(std::make_unique<State>())
{
    m_state->options = options;
    m_state->exchange = exchange;
    m_state->deviceId = presentDevice(options.device);
    const Precision precision = precisionFor(m_state->deviceId, options.precision);
    if (precision == Precision::Bf16 && m_state->deviceId.kind == DeviceKind::Mps) {
        throw UnsupportedInput("device mps: trains in fp32 only");
    }
    m_state->device = torchDevice(m_state->deviceId);
    m_state->type = precision == Precision::Bf16 ? at::kBFloat16 : at::kFloat;
    m_state->guarded([&] {
        m_state->build(initial == nullptr ? makeRandomModel(options.network, options.seed, options.initialWeights).weights
                                          : *initial);
    });
}

Trainer::~Trainer() = default;

StepResult Trainer::step(std::span<const TrainingExample> examples, double learningRate)
{
    if (examples.empty()) {
        throw InvalidArgument("a training step needs at least one example");
    }
    return m_state->guarded([&] { return m_state->step(examples, learningRate); });
}

void Trainer::freezeNormalisation()
{
    m_state->isFrozen = true;
    m_state->network->eval();  // concerns nothing but normalisation in this network
}

Weights Trainer::weights(bool averaged) const
{
    if (!averaged || m_state->averages.empty()) {
        return m_state->guarded([&] { return weightsOf(m_state->network); });
    }
    return m_state->guarded([&] {
        Weights weights;
        for (const auto& [name, tensor] : m_state->averages) {
            weights.emplace(name, plainOf(tensor));
        }
        return weights;
    });
}

Weights Trainer::gradients() const
{
    return m_state->guarded([&] {
        Weights gradients;
        for (std::size_t i = 0; i < m_state->parameters.size(); ++i) {
            if (const at::Tensor& gradient = m_state->parameters[i].grad(); gradient.defined()) {
                gradients.emplace(m_state->names[i], plainOf(gradient));
            }
        }
        return gradients;
    });
}

Weights Trainer::state() const
{
    Weights state = weights(false);
    m_state->guarded([&] {
        for (std::size_t i = 0; i < m_state->parameters.size(); ++i) {
            state.emplace(kFirstMoment + m_state->names[i], plainOf(m_state->adam->firstMoments[i]));
            state.emplace(kSecondMoment + m_state->names[i], plainOf(m_state->adam->secondMoments[i]));
        }
        for (const auto& [name, tensor] : m_state->averages) {
            state.emplace(kAverage + name, plainOf(tensor));
        }
    });
    state.emplace(kStepCount, Weight{{}, {static_cast<float>(m_state->adam->steps)}});
    state.emplace(kFrozen, Weight{{}, {m_state->isFrozen ? 1.0F : 0.0F}});
    return state;
}

void Trainer::restore(const Weights& state)
{
    m_state->guarded([&] {
        const at::NoGradGuard noGrad;
        std::vector<std::pair<at::Tensor, const Weight*>> copies;  // nothing changes before all have been found
        std::set<std::string> known{kStepCount, kFrozen};
        const auto plan = [&](const std::string& name, const at::Tensor& tensor) {
            known.insert(name);
            copies.emplace_back(tensor, &weightIn(state, name, tensor.sizes()));
        };
        for (std::size_t i = 0; i < m_state->parameters.size(); ++i) {
            plan(m_state->names[i], m_state->parameters[i]);
            plan(kFirstMoment + m_state->names[i], m_state->adam->firstMoments[i]);
            plan(kSecondMoment + m_state->names[i], m_state->adam->secondMoments[i]);
        }
        for (const auto& [name, buffer] : m_state->buffers) {
            plan(name, buffer);
        }
        for (const auto& [name, average] : m_state->averages) {
            plan(state.contains(kAverage + name) ? kAverage + name : name, average);
        }
        for (const auto& [name, weight] : state) {
            const bool isAverage = name.starts_with(kAverage) && m_state->averages.empty();
            if (!known.contains(name) && !isAverage) {
                throw CorruptInput("the training state's " + name + " is not this network's");
            }
        }
        const float steps = weightIn(state, kStepCount, {}).values.front();
        const bool isFrozen = weightIn(state, kFrozen, {}).values.front() != 0.0F;
        for (const auto& [tensor, weight] : copies) {
            tensor.copy_(wrapped(*weight));
        }
        m_state->adam->steps = std::lround(steps);
        m_state->isFrozen = isFrozen;
        m_state->network->train(!isFrozen);
    });
}

std::string Trainer::deviceDescription() const
{
    const std::string precision = m_state->type == at::kFloat ? ", fp32" : ", bf16";
    if (m_state->deviceId.kind != DeviceKind::Cpu) {
        return toText(m_state->deviceId) + precision;
    }
    const int threads = threadCount();
    return "CPU, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads") + precision;
}

}  // namespace scotopic
