// SPDX-License-Identifier: MIT
#include "core/training/batch_loss.h"

#include "core/base/error.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <cstring>

namespace scotopic {
namespace {

/// [n, channels, rows, columns] from n arrays of plain floats, on the device. A GPU fetches it from page-locked memory
/// while the processor goes on, and rounds it itself.
template <typename ValuesOf>
at::Tensor stacked(std::span<const TrainingExample> examples, at::IntArrayRef shape, at::Device device,
                   at::ScalarType type, const ValuesOf& valuesOf)
{
    const bool isCuda = device.is_cuda();
    const at::Tensor batch = at::empty(shape, at::TensorOptions(at::kFloat).pinned_memory(isCuda));
    const auto floats = static_cast<std::size_t>(batch.numel()) / examples.size();
    for (const TrainingExample& example : examples) {
        if (valuesOf(example).size() != floats) {
            throw InvalidArgument("training examples of one step must have the network's planes and one size");
        }
    }
    float* const to = batch.data_ptr<float>();
    const auto count = static_cast<std::int64_t>(examples.size());
    at::parallel_for(0, count, /*grain_size=*/1, [&](std::int64_t first, std::int64_t last) {
        for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
            std::memcpy(to + i * floats, valuesOf(examples[i]).data(), floats * sizeof(float));
        }
    });
    return batch.to(device, /*non_blocking=*/isCuda).to(type);
}

}  // namespace

at::Tensor inputOf(const UNetOptions& network, std::span<const TrainingExample> batch, at::Device device,
                   at::ScalarType type)
{
    const Planes& planes = batch.front().input;
    return stacked(
        batch, {static_cast<std::int64_t>(batch.size()), network.inputPlanes, planes.height, planes.width}, device,
        type, [](const TrainingExample& example) -> const auto& { return example.input.values; });
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
    const at::Tensor target = stacked(
        batch, output.sizes(), device, output.scalar_type(),
        [](const TrainingExample& example) -> const auto& { return example.target; });
    return loss == Loss::L1 ? at::l1_loss(output, target) : at::l1_loss(toneMapped(output), toneMapped(target));
}

}  // namespace scotopic
