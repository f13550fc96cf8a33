// SPDX-License-Identifier: MIT
#include "core/training/batch_loss.h"

#include "core/base/error.h"

#include <cmath>
#include <cstring>

namespace scotopic {
namespace {

/// [n, channels, rows, columns] from n arrays of plain floats.
template <typename ValuesOf>
at::Tensor stacked(std::span<const TrainingExample> examples, at::IntArrayRef shape, const ValuesOf& valuesOf)
{
    at::Tensor batch = at::empty(shape);
    const auto floats = static_cast<std::size_t>(batch.numel()) / examples.size();
    float* to = batch.data_ptr<float>();
    for (const TrainingExample& example : examples) {
        const std::vector<float>& values = valuesOf(example);
        if (values.size() != floats) {
            throw InvalidArgument("training examples of one step must have the network's planes and one size");
        }
        std::memcpy(to, values.data(), floats * sizeof(float));
        to += floats;
    }
    return batch;
}

}  // namespace

at::Tensor inputOf(const UNetOptions& network, std::span<const TrainingExample> batch, at::Device device,
                   at::ScalarType type)
{
    const Planes& planes = batch.front().input;
    return stacked(
               batch, {static_cast<std::int64_t>(batch.size()), network.inputPlanes, planes.height, planes.width},
               [](const TrainingExample& example) -> const auto& { return example.input.values; })
        .to(device, type);
}

at::Tensor toneMapped(const at::Tensor& light)
{
    constexpr double kBlack = 1e-3;
    constexpr double kGamma = 1 / 2.2;
    const double slopeAtBlack = kGamma * std::pow(kBlack, kGamma - 1);
    return (light.clamp_min(0) + kBlack).pow(kGamma) + light.clamp_max(0) * slopeAtBlack;
}

at::Tensor lossOf(UNet& network, std::span<const TrainingExample> batch, Loss loss, at::Device device,
                  at::ScalarType type)
{
    const at::Tensor output = network->forward(inputOf(network->options(), batch, device, type));
    const at::Tensor target =
        stacked(
            batch, output.sizes(), [](const TrainingExample& example) -> const auto& { return example.target; })
            .to(device, output.scalar_type());
    return loss == Loss::L1 ? at::l1_loss(output, target) : at::l1_loss(toneMapped(output), toneMapped(target));
}

}  // namespace scotopic
