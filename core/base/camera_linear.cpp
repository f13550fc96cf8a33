// SPDX-License-Identifier: MIT
#include "core/base/camera_linear.h"

#include "core/base/tone.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace scotopic {

namespace {

// Interpolated linearly between, a curve is off by less than a quarter of a 16-bit step. sRGB's is steeper in the dark.
constexpr int kBt709Steps = 1 << 14;
constexpr int kSrgbSteps = 1 << 16;
// A channel counts as saturated from here on, in parts of where it saturates: noise near saturation is cut off, so that
// the mean of a saturated area lies a little below it.
constexpr float kSaturationBegins = 0.85F;
constexpr float kSaturationEnds = 0.98F;
// Weight of the largest channel among the unsaturated ones: what is left when there are none.
constexpr float kLargestWeight = 0.03F;

float smoothStep(float from, float to, float value)
{
    const float t = std::clamp((value - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// What is far brighter than white has no colour left to be seen, as on film; where it is smaller than the pattern of
/// the colour filter, it never had a true one.
std::array<float, 3> withWhiteLights(std::array<float, 3> light)
{
    const float brightest = *std::max_element(light.begin(), light.end());
    const float share = smoothStep(LightRenderer::kColourFades, LightRenderer::kColourEnds, brightest);
    if (share > 0) {
        for (float& value : light) {
            value += share * (brightest - value);
        }
    }
    return light;
}

}  // namespace

TransferCurve transferCurveOf(ToneCurve tone)
{
    return tone == ToneCurve::Natural ? TransferCurve::Srgb : TransferCurve::Bt709;
}

void balanceInput(Planes& planes, const WhiteBalanceGains& gains)
{
    assert(planes.planes == 4);
    constexpr std::array<std::size_t, 4> kColourOfPlane{0, 1, 2, 1};
    const std::size_t planeValues = planes.size().area();
    for (std::size_t plane = 0; plane < kColourOfPlane.size(); ++plane) {
        const float gain = gains[kColourOfPlane[plane]];
        float* const values = planes.values.data() + plane * planeValues;
        std::transform(values, values + planeValues, values, [gain](float value) { return value * gain; });
    }
}

LightRendering studyRendering(const CameraColour& colour)
{
    return {.inputGains = colour.whiteBalance,
            .whiteBalance = colour.whiteBalance,
            .srgbFromCamera = colour.srgbFromCamera,
            .exposure = 1,
            .sensorWhite = 1,
            .tone = ToneCurve::Study,
            .curve = transferCurveOf(ToneCurve::Study)};
}

float naturalLight(float linear, float white)
{
    constexpr float kShoulder = LightRenderer::kShoulder;
    if (linear <= kShoulder) {
        return linear;
    }
    const float light = (std::min(linear, white) - kShoulder) / (1 - kShoulder);
    const float most = (white - kShoulder) / (1 - kShoulder);
    const float compressed = light * (1 + light / (most * most)) / (1 + light);
    return kShoulder + (1 - kShoulder) * compressed;
}

LightRenderer::LightRenderer(const LightRendering& rendering)
    : m_matrix(rendering.srgbFromCamera), m_exposure(rendering.exposure), m_clips(rendering.tone == ToneCurve::Study)
{
    const float least = *std::min_element(rendering.whiteBalance.begin(), rendering.whiteBalance.end());
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const float balance = rendering.whiteBalance[channel] / least;
        m_gains[channel] = balance / rendering.inputGains[channel];
        m_saturation[channel] = balance * rendering.sensorWhite;
    }
    if (!m_clips) {
        const float brightest = *std::max_element(m_saturation.begin(), m_saturation.end()) * m_exposure;
        m_white = std::clamp(brightest, 1.0F, kLargestWhite);
    }
    const int steps = rendering.curve == TransferCurve::Bt709 ? kBt709Steps : kSrgbSteps;
    m_curve.reserve(static_cast<std::size_t>(steps) + 1);
    for (int step = 0; step <= steps; ++step) {
        const float linear = static_cast<float>(step) / static_cast<float>(steps) * m_white;
        const float shown = m_clips ? linear : naturalLight(linear, m_white);
        m_curve.push_back(std::min(signalFromLinear(rendering.curve, shown), 1.0F));
    }
}

std::array<float, 3> LightRenderer::signalOf(const float* light) const
{
    std::array<float, 3> rgb{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        rgb[channel] = light[channel] * m_gains[channel];
    }
    if (m_clips) {
        for (float& value : rgb) {
            value = std::min(value * m_exposure, 1.0F);
        }
    } else {
        rgb = withNeutralHighlights(rgb);
        for (float& value : rgb) {
            value *= m_exposure;
        }
        rgb = withWhiteLights(rgb);
    }
    rgb = product(m_matrix, rgb);
    return {toned(rgb[0]), toned(rgb[1]), toned(rgb[2])};
}

std::array<float, 3> LightRenderer::withNeutralHighlights(std::array<float, 3> light) const
{
    std::array<float, 3> saturated{};
    bool isAnySaturated = false;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const float share = light[channel] / m_saturation[channel];
        saturated[channel] = smoothStep(kSaturationBegins, kSaturationEnds, share);
        isAnySaturated = isAnySaturated || saturated[channel] > 0;
    }
    if (!isAnySaturated) {
        return light;
    }
    float sum = kLargestWeight * *std::max_element(light.begin(), light.end());
    float weights = kLargestWeight;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        sum += (1 - saturated[channel]) * light[channel];
        weights += 1 - saturated[channel];
    }
    const float known = sum / weights;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        light[channel] += saturated[channel] * std::max(known - light[channel], 0.0F);
    }
    return light;
}

float LightRenderer::toned(float linear) const
{
    const float inside = linear > 0.0F ? std::min(linear / m_white, 1.0F) : 0.0F;  // what is no number becomes black
    const float position = inside * static_cast<float>(m_curve.size() - 1);
    const auto step = std::min(static_cast<std::size_t>(position), m_curve.size() - 2);
    const float part = position - static_cast<float>(step);
    return m_curve[step] + part * (m_curve[step + 1] - m_curve[step]);
}

}  // namespace scotopic
