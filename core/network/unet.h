// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/model.h"

#include <torch/nn.h>

#include <array>

namespace scotopic {

/// The network as LibTorch trains it. [n, inputPlanes, h, w] 0..1 -> [n, 3, h * upscale, w * upscale], unclamped. h and
/// w must be multiples of 16. Its state dict has the names of expectedWeights().
/// Parameters are float32. For a bfloat16 or half input convolutions round each weight to that type where they use it,
/// as PyTorch's autocast does; gradients of parameters, group statistics and the picture stay float32.
class UNetImpl : public torch::nn::Module {
public:
    explicit UNetImpl(const UNetOptions& options);
    at::Tensor forward(const at::Tensor& planes);
    [[nodiscard]] const UNetOptions& options() const { return m_options; }

private:
    /// At most one of the two.
    struct Norm {
        torch::nn::BatchNorm2d batch = nullptr;
        torch::nn::GroupNorm group = nullptr;
    };
    struct Block {
        torch::nn::Conv2d first = nullptr;
        torch::nn::Conv2d second = nullptr;
        Norm firstNorm;
        Norm secondNorm;
    };

    void registerBlock(int level, int inputChannels, int outputChannels);
    Norm registerNorm(int level, int convolution, int channels);
    static at::Tensor layer(const at::Tensor& input, const torch::nn::Conv2d& convolution, Norm& norm);
    at::Tensor block(const at::Tensor& input, int level);
    at::Tensor upsampleAndJoin(const at::Tensor& input, const at::Tensor& skip, int level);

    UNetOptions m_options;
    std::array<Block, 9> m_blocks;                          // levels 1..9
    std::array<torch::nn::ConvTranspose2d, 4> m_upsamples;  // levels 6..9
    torch::nn::Conv2d m_head = nullptr;
};
TORCH_MODULE(UNet);

/// Copies weights by name; throws CorruptInput when names or shapes differ.
void loadWeights(UNet& network, const Weights& weights);
/// Copies every parameter and buffer to plain floats on the CPU.
[[nodiscard]] Weights weightsOf(const UNet& network);

}  // namespace scotopic
