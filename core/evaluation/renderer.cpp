// SPDX-License-Identifier: MIT
#include "core/evaluation/renderer.h"

#include "core/base/camera_linear.h"

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

/// Clamped to what a screen shows; NaN becomes black.
float shown(float value)
{
    return value > 0.0F ? std::min(value, 1.0F) : 0.0F;
}

/// A display network's output is the picture.
std::array<float, 3> displayed(const float* rgb)
{
    return {shown(rgb[0]), shown(rgb[1]), shown(rgb[2])};
}

template <typename SignalOf>
void place(const FrameTile& tile, int upscale, RenderedFrame& frame, const SignalOf& signalOf)
{
    const std::size_t valuesPerRow = static_cast<std::size_t>(tile.output.size.width) * 3;
    for (int y = 0; y < tile.output.size.height; ++y) {
        const std::size_t row = static_cast<std::size_t>(tile.where.y * upscale + y);
        const std::size_t column = static_cast<std::size_t>(tile.where.x * upscale);
        const float* from = tile.output.rgb.data() + static_cast<std::size_t>(y) * valuesPerRow;
        float* to = frame.rgb.data() + (row * static_cast<std::size_t>(frame.size.width) + column) * 3;
        for (std::size_t i = 0; i < valuesPerRow; i += 3) {
            const std::array<float, 3> signal = signalOf(from + i);
            std::copy(signal.begin(), signal.end(), to + i);
        }
    }
}

class NetworkRenderer : public Renderer {
public:
    NetworkRenderer(const Model& model, const EngineOptions& engine, BnMode bnMode, std::optional<int> tilePx)
        : m_network(model, engine, bnMode), m_space(model.outputSpace), m_upscale(model.options.upscale()),
          m_tilePx(tilePx)
    {
    }

    RenderedFrame render(const DecodedCache& cache, std::size_t pair, ExposureRatio ratio,
                         const JobContext& context) override
    {
        const DecodedShort input = cache.shortOf(pair);
        RenderedFrame frame{{input.size.width * m_upscale, input.size.height * m_upscale}, {}};
        frame.rgb.resize(frame.size.area() * 3);
        FrameOptions options;
        options.tilePx = m_tilePx;
        if (m_space == OutputSpace::CameraLinear) {
            const LightRenderer light(studyRendering(input.colour));
            const auto signalOf = [&light](const float* rgb) { return light.signalOf(rgb); };
            m_network.run(
                balancedPlanes(input, wholeOf(input.size), ratio), options,
                [&](const FrameTile& tile) { place(tile, m_upscale, frame, signalOf); }, context);
        } else {
            m_network.run(
                amplifiedPlanes(input, wholeOf(input.size), ratio), options,
                [&](const FrameTile& tile) { place(tile, m_upscale, frame, displayed); }, context);
        }
        return frame;
    }

    [[nodiscard]] std::string description() const override { return m_network.engine().description(); }

private:
    FrameNetwork m_network;
    OutputSpace m_space;
    int m_upscale;
    std::optional<int> m_tilePx;
};

}  // namespace

std::unique_ptr<Renderer> makeNetworkRenderer(const Model& model, const EngineOptions& engine, BnMode bnMode,
                                              std::optional<int> tilePx)
{
    return std::make_unique<NetworkRenderer>(model, engine, bnMode, tilePx);
}

}  // namespace scotopic
