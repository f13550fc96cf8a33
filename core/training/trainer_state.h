// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/unet.h"
#include "core/training/adam.h"
#include "core/training/distributed.h"
#include "core/training/torch_call.h"
#include "core/training/trainer.h"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace scotopic {

using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

/// What a Trainer holds on its device; the steps themselves.
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
    [[nodiscard]] at::Tensor accumulateGradients(std::span<const TrainingExample> examples);
    [[nodiscard]] std::vector<at::Tensor> gradients() const;
    void exchangeWith(std::vector<at::Tensor> tensors, const at::Tensor& loss);
    void setBuffers(const std::vector<at::Tensor>& values);
    StepResult step(std::span<const TrainingExample> examples, double learningRate);
    void updateAverages();
};

}  // namespace scotopic
