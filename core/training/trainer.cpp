// SPDX-License-Identifier: MIT
#include "core/training/trainer.h"

#include "core/base/threads.h"
#include "core/inference/device_choice.h"
#include "core/training/trainer_state.h"

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

}  // namespace

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
        m_state->build(initial == nullptr
                           ? makeRandomModel(options.network, options.seed, options.initialWeights).weights
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
            // Asked for only now, an average begins with the weights.
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
