// SPDX-License-Identifier: MIT
#include "core/training/recalibrate.h"

#include "core/base/threads.h"
#include "core/inference/device_choice.h"
#include "core/inference/work_progress.h"
#include "core/network/unet.h"
#include "core/training/torch_call.h"

namespace scotopic {
namespace {

/// One normalisation's sums over the patches so far, in float64 on the processor.
struct Population {
    torch::nn::BatchNorm2d layer;
    std::string name;
    at::Tensor means;
    at::Tensor meanSquares;

    explicit Population(torch::nn::BatchNorm2d norm, std::string nameOfIt)
        : layer(std::move(norm)), name(std::move(nameOfIt)),
          means(at::zeros({layer->options.num_features()}, at::kDouble)), meanSquares(at::zeros_like(means))
    {
        layer->options.momentum(1.0);  // running statistics are then those of the last patch alone
    }

    /// Adds the last patch's, which had `area` pixels at the network's first level.
    void add(double area)
    {
        const int level = std::stoi(name.substr(2));
        const double count = area / static_cast<double>(1 << (2 * (level <= 5 ? level - 1 : 9 - level)));
        const at::Tensor mean = layer->running_mean.to(at::kCPU, at::kDouble);
        const at::Tensor variance = layer->running_var.to(at::kCPU, at::kDouble) * ((count - 1) / count);
        means += mean;
        meanSquares += variance + mean * mean;
    }

    void finish(int patches) const
    {
        const at::Tensor mean = means / patches;
        layer->running_mean.copy_(mean);
        layer->running_var.copy_((meanSquares / patches - mean * mean).clamp_min(0));
        layer->num_batches_tracked.fill_(patches);
    }
};

std::vector<Population> populationsOf(const UNet& network)
{
    std::vector<Population> populations;
    for (const auto& item : network->named_children()) {
        if (const auto norm = std::dynamic_pointer_cast<torch::nn::BatchNorm2dImpl>(item.value())) {
            populations.emplace_back(torch::nn::BatchNorm2d(norm), item.key());
        }
    }
    return populations;
}

at::Tensor tensorOf(const Planes& patch, at::Device device)
{
    return at::from_blob(const_cast<float*>(patch.values.data()), {1, patch.planes, patch.height, patch.width})
        .to(device);
}

}  // namespace

Model recalibrated(const Model& model, int patchCount, const PatchOf& patchOf, DeviceId wanted,
                   const JobContext& context)
{
    const Normalisation kind = model.options.normalisation;
    if (kind != Normalisation::Single && kind != Normalisation::Double) {
        throw InvalidArgument("a " + std::string(nameOf(kind)) + " model has no running statistics to recalibrate");
    }
    if (patchCount < 1) {
        throw InvalidArgument("recalibrating needs at least one patch");
    }
    const DeviceId deviceId = presentDevice(wanted);
    const ThreadsHere threads(context.threadCount());
    return torchCall(deviceId, at::kFloat, [&] {
        const at::NoGradGuard noGrad;
        const at::Device device = torchDevice(deviceId);
        UNet network(model.options);
        loadWeights(network, model.weights);
        network->to(device);
        network->train();
        std::vector<Population> populations = populationsOf(network);
        WorkProgress progress(context, patchCount);
        progress.begin("statistics");
        for (int index = 0; index < patchCount; ++index) {
            context.handOver();
            progress.step(1, [&] {
                const Planes patch = patchOf(index);
                network->forward(tensorOf(patch, device));
                for (Population& population : populations) {
                    population.add(static_cast<double>(patch.size().area()));
                }
                return 0;
            });
        }
        for (const Population& population : populations) {
            population.finish(patchCount);
        }
        Model result = model;
        result.weights = weightsOf(network);
        result.sha256.clear();
        result.notes["bn_mode"] = "precise";
        result.notes["bn_patches"] = std::to_string(patchCount);
        requireComplete(result, "the recalibrated model");
        return result;
    });
}

}  // namespace scotopic
