// SPDX-License-Identifier: MIT
#include "core/enhance/light.h"

#include "core/base/error.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace scotopic {

namespace {

constexpr float kMostStops = 1.0F;

std::size_t rowValues(PixelSize size)
{
    return static_cast<std::size_t>(size.width) * 3;
}

/// `toValue` of every signal.
template <typename Value, typename ToValue>
std::vector<Value> rendered(const CameraLight& light, const LightRendering& rendering, const ToValue& toValue)
{
    const LightRenderer renderer(rendering);
    std::vector<Value> values(light.rgb.size());
    forRowBands(light.size.height, [&](int begin, int end) {
        const std::size_t last = static_cast<std::size_t>(end) * rowValues(light.size);
        for (std::size_t i = static_cast<std::size_t>(begin) * rowValues(light.size); i < last; i += 3) {
            const std::array<float, 3> signal = renderer.signalOf(light.rgb.data() + i);
            std::transform(signal.begin(), signal.end(), values.data() + i, toValue);
        }
    });
    return values;
}

/// Bilinear light of a colour: each plane interpolated between its own photosites; green is the mean of its two.
class PlainLight {
public:
    explicit PlainLight(const Planes& planes) : m_planes(planes) {}

    /// At a pixel of the picture, two of which are as wide as one of the planes.
    [[nodiscard]] float at(std::size_t colour, int x, int y) const
    {
        switch (colour) {
        case 0: return sample(0, x, y);
        case 1: return (sample(1, x - 1, y) + sample(3, x, y - 1)) / 2;
        default: return sample(2, x - 1, y - 1);
        }
    }

private:
    /// Coordinates count halves of a plane's pixels, from its first photosite on.
    [[nodiscard]] float sample(int plane, int x, int y) const
    {
        const float* const upper = m_planes.row(plane, inside(floorHalf(y), m_planes.height));
        const float* const lower = m_planes.row(plane, inside(floorHalf(y + 1), m_planes.height));
        const int left = inside(floorHalf(x), m_planes.width);
        const int right = inside(floorHalf(x + 1), m_planes.width);
        return (upper[left] + upper[right] + lower[left] + lower[right]) / 4;
    }
    static int floorHalf(int value) { return value >= 0 ? value / 2 : (value - 1) / 2; }
    static int inside(int value, int count) { return std::clamp(value, 0, count - 1); }

    const Planes& m_planes;
};

float recoveryAt(float share)
{
    const float t = std::clamp((share - kRecoveryBegins) / (kRecoveryEnds - kRecoveryBegins), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

std::array<float, 3> saturationOf(const float* rgb, const WhiteBalanceGains& gains)
{
    return {recoveryAt(rgb[0] / gains[0]), recoveryAt(rgb[1] / gains[1]), recoveryAt(rgb[2] / gains[2])};
}

/// 0 where all are saturated.
float meanOfUnsaturated(const float* rgb, const std::array<float, 3>& saturated)
{
    float sum = 0;
    float weights = 0;
    for (std::size_t colour = 0; colour < 3; ++colour) {
        sum += (1 - saturated[colour]) * rgb[colour];
        weights += 1 - saturated[colour];
    }
    return weights > 0 ? sum / weights : 0;
}

}  // namespace

const char* toText(ToneCurve tone)
{
    return tone == ToneCurve::Natural ? "natural" : "study";
}

ToneCurve parseToneCurve(const std::string& word)
{
    for (const ToneCurve tone : {ToneCurve::Natural, ToneCurve::Study}) {
        if (word == toText(tone)) {
            return tone;
        }
    }
    throw InvalidArgument("'" + word + "' is not a tone curve; natural and study are");
}

ExposureRatio networkRatio(ExposureRatio wanted)
{
    return {std::clamp(wanted.value, kSmallestRatio.value, kLargestRatio.value)};
}

bool servesRatio(ExposureRatio used, ExposureRatio wanted)
{
    return std::abs(evFromRatio(used) - evFromRatio(networkRatio(wanted))) <= kMostStops;
}

CameraColour colourOf(const RawImage& raw)
{
    return {raw.whiteBalance, raw.srgbFromCamera};
}

LightRendering renderingOf(const CameraColour& asShot, ExposureRatio network, ExposureRatio wanted,
                           const LightLook& look)
{
    return {.inputGains = asShot.whiteBalance,
            .whiteBalance = look.whiteBalance.value_or(asShot.whiteBalance),
            .srgbFromCamera = asShot.srgbFromCamera,
            .exposure = wanted.value / network.value * std::exp2(look.exposureEv),
            .sensorWhite = network.value,
            .tone = look.tone,
            .curve = transferCurveOf(look.tone)};
}

SrgbPicture renderLight(const CameraLight& light, const LightRendering& rendering)
{
    return {light.size, rendered<std::uint16_t>(light, rendering, to16Bit), rendering.curve};
}

SrgbPreview renderLightPreview(const CameraLight& light, const LightRendering& rendering)
{
    LightRendering shown = rendering;
    shown.curve = TransferCurve::Srgb;
    return {light.size, rendered<std::uint8_t>(light, shown, [](float signal) { return to8Bit(signal); })};
}

void recoverHighlights(CameraLight& light, PixelRect where, const Planes& measured, const WhiteBalanceGains& gains)
{
    assert(measured.planes == 4 && light.size == (PixelSize{where.width * 2, where.height * 2}));
    if (light.ratio.value <= 1) {
        return;  // the network saw all there is
    }
    const PlainLight plain(measured);
    forRowBands(light.size.height, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            float* rgb = light.rgb.data() + static_cast<std::size_t>(y) * rowValues(light.size);
            for (int x = 0; x < light.size.width; ++x, rgb += 3) {
                const std::array<float, 3> saturated = saturationOf(rgb, gains);
                if (std::all_of(saturated.begin(), saturated.end(), [](float part) { return part == 0; })) {
                    continue;
                }
                const float known = meanOfUnsaturated(rgb, saturated);
                for (std::size_t colour = 0; colour < 3; ++colour) {
                    const float plainLight = plain.at(colour, where.x * 2 + x, where.y * 2 + y);
                    const float measuredLight = plainLight * light.ratio.value * gains[colour];
                    rgb[colour] += saturated[colour] * std::max(std::max(measuredLight, known) - rgb[colour], 0.0F);
                }
            }
        }
    });
}

}  // namespace scotopic
