// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/interleaved.h"
#include "core/inference/onednn_api.h"
#include "core/inference/plain_network.h"

#include <vector>

namespace scotopic {

/// Convolutions 0..18 of PlainNetwork, then the up-convolutions as 1x1 convolutions.
inline constexpr int kLayerCount = kConvolutionCount + 4;

/// The network's weights in whatever layout a primitive asks for, laid out once. Beside bf16 activations all but the
/// head's are rounded to bf16.
class PackedWeights {
public:
    PackedWeights(const PlainNetwork& network, ActivationType type, const dnnl::engine& engine);

    [[nodiscard]] const Convolution& plain(int layer) const { return m_layers[index(layer)].plain; }
    [[nodiscard]] dnnl::memory bias(int layer);
    [[nodiscard]] dnnl::memory weights(int layer, const onednn::Description& wanted);
    /// `convolution` as PlainNetwork has it.
    void replace(int layer, const Convolution& convolution);
    [[nodiscard]] std::size_t plainBytes() const;

private:
    struct Layer {
        Convolution plain;
        std::vector<dnnl::memory> packed;  // one per layout asked for; in practice one
    };
    [[nodiscard]] static std::size_t index(int layer) { return static_cast<std::size_t>(layer); }
    void round(Convolution& convolution) const;

    ActivationType m_type;
    dnnl::engine m_engine;
    int m_upscale;
    std::vector<Layer> m_layers;
};

}  // namespace scotopic
