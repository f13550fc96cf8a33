// SPDX-License-Identifier: MIT
#include "core/inference/rearrange.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace scotopic {

Convolution asPointwise(const UpConvolution& up)
{
    const auto in = static_cast<std::size_t>(up.inputChannels);
    const auto out = static_cast<std::size_t>(up.outputChannels);
    Convolution result{.inputChannels = up.inputChannels,
                       .outputChannels = 4 * up.outputChannels,
                       .kernel = 1,
                       .weights = std::vector<float>(4 * in * out),
                       .bias = {}};
    for (std::size_t position = 0; position < 4; ++position) {
        for (std::size_t o = 0; o < out; ++o) {
            for (std::size_t i = 0; i < in; ++i) {
                result.weights[(position * out + o) * in + i] = up.weights[(i * out + o) * 4 + position];
            }
        }
        result.bias.insert(result.bias.end(), up.bias.begin(), up.bias.end());
    }
    return result;
}

Convolution headInPixelOrder(const Convolution& head, int upscale)
{
    const auto positions = static_cast<std::size_t>(upscale) * static_cast<std::size_t>(upscale);
    assert(static_cast<std::size_t>(head.outputChannels) == 3 * positions);
    const auto perChannel = static_cast<std::ptrdiff_t>(head.weights.size() / head.bias.size());
    Convolution result = head;
    for (std::size_t colour = 0; colour < 3; ++colour) {
        for (std::size_t position = 0; position < positions; ++position) {
            const std::size_t from = colour * positions + position;
            const std::size_t to = position * 3 + colour;
            result.bias[to] = head.bias[from];
            std::copy_n(head.weights.begin() + static_cast<std::ptrdiff_t>(from) * perChannel, perChannel,
                        result.weights.begin() + static_cast<std::ptrdiff_t>(to) * perChannel);
        }
    }
    return result;
}

}  // namespace scotopic
