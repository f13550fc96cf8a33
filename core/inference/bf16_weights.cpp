// SPDX-License-Identifier: MIT
#include "core/inference/bf16_weights.h"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace scotopic {
namespace {

/// To the nearest, ties to even: the upper half of a float32.
float nearestBf16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return std::bit_cast<float>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) & 0xFFFF0000U);
}

}  // namespace

void roundToBf16(Convolution& convolution)
{
    const auto ofOutput = static_cast<std::size_t>(convolution.kernel * convolution.kernel * convolution.inputChannels);
    float carried = 0;
    for (std::size_t i = 0; i < convolution.weights.size(); ++i) {
        const float wanted = convolution.weights[i] + (i % ofOutput == 0 ? 0.0F : carried);
        convolution.weights[i] = nearestBf16(wanted);
        carried = wanted - convolution.weights[i];
    }
}

}  // namespace scotopic
