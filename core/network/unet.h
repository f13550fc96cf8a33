// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model.h"

#include <torch/nn.h>

namespace scotopic {

/// The network as LibTorch trains it. [n, inputPlanes, h, w] float32 0..1 -> [n, 3, h * upscale, w * upscale],
/// unclamped. h and w must be multiples of 16. Its state dict has the names of expectedWeights().
class UNetImpl : public torch::nn::Module {
public:
    explicit UNetImpl(const UNetOptions& options);
    at::Tensor forward(const at::Tensor& planes);
    [[nodiscard]] const UNetOptions& options() const { return m_options; }

private:
    at::Tensor block(const at::Tensor& input, int level);

    UNetOptions m_options;
};
TORCH_MODULE(UNet);

/// Copies weights by name; throws CorruptInput when names or shapes differ.
void loadWeights(UNet& network, const Weights& weights);
[[nodiscard]] Weights weightsOf(const UNet& network);

}  // namespace scotopic
