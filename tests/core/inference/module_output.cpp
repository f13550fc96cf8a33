// SPDX-License-Identifier: MIT
#include "core/network/unet.h"

#include <torch/types.h>

#include "support.h"

namespace scotopic::test {

OutputTile moduleOutput(const Model& model, const Planes& planes, Statistics statistics)
{
    const torch::NoGradGuard noGradients;
    UNet network(model.options);
    loadWeights(network, model.weights);
    network->train(statistics == Statistics::OfTheInput);
    Planes copy = planes;
    const at::Tensor input =
        torch::from_blob(copy.values.data(), {1, planes.planes, planes.height, planes.width}, torch::kFloat);
    const at::Tensor rgb = network->forward(input).squeeze(0).permute({1, 2, 0}).contiguous();
    const float* values = rgb.data_ptr<float>();
    return {.size = {static_cast<int>(rgb.size(1)), static_cast<int>(rgb.size(0))},
            .rgb = std::vector<float>(values, values + rgb.numel())};
}

}  // namespace scotopic::test
