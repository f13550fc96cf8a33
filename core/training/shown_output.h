// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what goes into a network of either output space, and how its output is set beside a ground
// truth.
#include "core/base/camera_linear.h"
#include "core/dataset/decoded_cache.h"
#include "core/network/model.h"

#include <array>
#include <cmath>
#include <optional>

namespace scotopic {

class ShownOutput {
public:
    ShownOutput(OutputSpace space, const DecodedShort& exposure)
    {
        if (space == OutputSpace::CameraLinear) {
            m_renderer.emplace(studyRendering(exposure.colour));
        }
    }

    /// The whole frame as the network takes it.
    [[nodiscard]] Planes inputOf(const DecodedShort& exposure, ExposureRatio ratio) const
    {
        const PixelRect whole = wholeOf(exposure.size);
        return m_renderer ? balancedPlanes(exposure, whole, ratio) : amplifiedPlanes(exposure, whole, ratio);
    }

    /// Signal 0..1 of one pixel of output: display networks give it, but for what lies outside; what is no number is
    /// black.
    [[nodiscard]] std::array<float, 3> signalOf(const float* rgb) const
    {
        const std::array<float, 3> signal =
            m_renderer ? m_renderer->signalOf(rgb) : std::array<float, 3>{rgb[0], rgb[1], rgb[2]};
        return {clamped(signal[0]), clamped(signal[1]), clamped(signal[2])};
    }

private:
    static float clamped(float value) { return std::fmin(std::fmax(value, 0.0F), 1.0F); }

    std::optional<LightRenderer> m_renderer;  // of camera-linear networks
};

}  // namespace scotopic
