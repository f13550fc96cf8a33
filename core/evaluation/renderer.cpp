// SPDX-License-Identifier: MIT
#include "core/evaluation/renderer.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

/// Clamped to what a screen shows; NaN becomes black.
float shown(float value)
{
    return value > 0.0F ? std::min(value, 1.0F) : 0.0F;
}

void place(const FrameTile& tile, int upscale, RenderedFrame& frame)
{
    const std::size_t valuesPerRow = static_cast<std::size_t>(tile.output.size.width) * 3;
    for (int y = 0; y < tile.output.size.height; ++y) {
        const std::size_t row = static_cast<std::size_t>(tile.where.y * upscale + y);
        const std::size_t column = static_cast<std::size_t>(tile.where.x * upscale);
        const float* from = tile.output.rgb.data() + static_cast<std::size_t>(y) * valuesPerRow;
        std::transform(from, from + valuesPerRow,
                       frame.rgb.data() + (row * static_cast<std::size_t>(frame.size.width) + column) * 3, shown);
    }
}

class NetworkRenderer : public Renderer {
public:
    NetworkRenderer(const Model& model, const EngineOptions& engine, BnMode bnMode, std::optional<int> tilePx)
        : m_network(model, engine, bnMode), m_upscale(model.options.upscale()), m_tilePx(tilePx)
    {
    }

    RenderedFrame render(const DecodedCache& cache, std::size_t pair, ExposureRatio ratio,
                         const JobContext& context) override
    {
        const DecodedShort input = cache.shortOf(pair);
        const Planes planes = amplifiedPlanes(input, wholeOf(input.size), ratio);
        RenderedFrame frame{{input.size.width * m_upscale, input.size.height * m_upscale}, {}};
        frame.rgb.resize(frame.size.area() * 3);
        FrameOptions options;
        options.tilePx = m_tilePx;
        m_network.run(
            planes, options, [&](const FrameTile& tile) { place(tile, m_upscale, frame); }, context);
        return frame;
    }

    [[nodiscard]] std::string description() const override { return m_network.engine().description(); }

private:
    FrameNetwork m_network;
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
