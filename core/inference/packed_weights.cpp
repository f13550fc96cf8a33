// SPDX-License-Identifier: MIT
#include "core/inference/packed_weights.h"

#include "core/inference/bf16_weights.h"
#include "core/inference/levels.h"
#include "core/inference/rearrange.h"

namespace scotopic {

using onednn::Description;
using onednn::Memory;

PackedWeights::PackedWeights(const PlainNetwork& network, ActivationType type, const dnnl::engine& engine)
    : m_type(type), m_engine(engine), m_upscale(network.options.upscale()), m_layers(index(kLayerCount))
{
    for (int layer = 0; layer < kConvolutionCount; ++layer) {
        replace(layer, network.convolutions[index(layer)]);
    }
    for (std::size_t up = 0; up < network.ups.size(); ++up) {
        Convolution& plain = m_layers[index(kConvolutionCount) + up].plain;
        plain = asPointwise(network.ups[up]);
        round(plain);
    }
}

void PackedWeights::replace(int layer, const Convolution& convolution)
{
    Layer& replaced = m_layers[index(layer)];
    replaced.packed.clear();
    if (layer == kHeadIndex) {
        replaced.plain = headInPixelOrder(convolution, m_upscale);
    } else {
        replaced.plain = convolution;
        round(replaced.plain);
    }
}

void PackedWeights::round(Convolution& convolution) const
{
    if (m_type == ActivationType::BFloat16) {
        roundToBf16(convolution);
    }
}

dnnl::memory PackedWeights::bias(int layer)
{
    Convolution& plain = m_layers[index(layer)].plain;
    return {Description({plain.outputChannels}, Memory::data_type::f32, Memory::format_tag::x), m_engine,
            plain.bias.data()};
}

dnnl::memory PackedWeights::weights(int layer, const Description& wanted)
{
    Layer& owner = m_layers[index(layer)];
    for (const dnnl::memory& packed : owner.packed) {
        if (packed.get_desc() == wanted) {
            return packed;
        }
    }
    Convolution& plain = owner.plain;
    dnnl::memory source({{plain.outputChannels, plain.inputChannels, plain.kernel, plain.kernel},
                         Memory::data_type::f32,
                         Memory::format_tag::oihw},
                        m_engine, plain.weights.data());
    dnnl::memory packed(wanted, m_engine);
    dnnl::stream stream(m_engine);
    dnnl::reorder(source, packed).execute(stream, source, packed);
    stream.wait();
    owner.packed.push_back(packed);
    return packed;
}

std::size_t PackedWeights::plainBytes() const
{
    std::size_t bytes = 0;
    for (const Layer& layer : m_layers) {
        bytes += (layer.plain.weights.size() + layer.plain.bias.size()) * sizeof(float);
    }
    return bytes;
}

}  // namespace scotopic
