// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/matrix3.h"
#include "core/base/planes.h"
#include "core/base/tone.h"

#include <array>
#include <vector>

namespace scotopic {

// Camera-linear networks: what goes in, what comes out, and how that becomes a picture.
//
// Input: [4, h, w], R, G of the red row, B, G of the blue row, from pack(): (count - black) / (white - black) * ratio,
// counts below black kept as negative numbers, clipped at 1 above, then times the gains of white balance
// (balanceInput() does that step). Output: [3, 2h, 2w], linear camera RGB with the same gains. Green's gain is 1, so
// each channel saturates at its own gain.

/// What the note "input" of a camera-linear model says: that it takes the input above.
inline constexpr const char* kWhiteBalancedInput = "white-balanced";

/// Gains of white balance for R, G, B; green's is 1.
using WhiteBalanceGains = std::array<float, 3>;

/// What a raw says of its camera's colours.
struct CameraColour {
    WhiteBalanceGains whiteBalance{1, 1, 1};
    /// Linear sRGB (D65) from white-balanced camera RGB; rows sum to 1.
    Matrix3<float> srgbFromCamera{1, 0, 0, 0, 1, 0, 0, 0, 1};

    friend bool operator==(const CameraColour&, const CameraColour&) = default;
};

/// Multiplies the planes of a Bayer raw, clipped at 1, by the gains of their colours.
void balanceInput(Planes& planes, const WhiteBalanceGains& gains);

/// What light becomes on a display.
enum class ToneCurve {
    Study,    // itself, all above 1 clipped before the colour matrix: LibRaw's rendering, the ground truth's
    Natural,  // itself up to mid-tones, then a shoulder that keeps light above 1; clipped highlights are neutral
};
/// By which curve a picture of that tone is written: Study as the ground truth is, Natural as sRGB.
[[nodiscard]] TransferCurve transferCurveOf(ToneCurve tone);

/// How the light that a camera-linear network gives is to be rendered.
struct LightRendering {
    WhiteBalanceGains inputGains{1, 1, 1};    // that the network's input had
    WhiteBalanceGains whiteBalance{1, 1, 1};  // that the picture is to have
    Matrix3<float> srgbFromCamera{1, 0, 0, 0, 1, 0, 0, 0, 1};
    float exposure = 1;     // factor on the light
    float sensorWhite = 1;  // where the light of a saturated photosite lies before gains: the input's ratio where light
                            // above 1 was put back, else 1
    ToneCurve tone = ToneCurve::Study;
    TransferCurve curve = TransferCurve::Bt709;
};

/// The rendering of light as its camera balanced it, under the study's tone and curve: what is scored against a ground
/// truth.
[[nodiscard]] LightRendering studyRendering(const CameraColour& colour);

/// Light to signal, pixel by pixel, in these steps:
/// 1. gains: those wanted over the input's, all over the least of those wanted, so that what saturates all three
///    channels is white (LibRaw's rule);
/// 2. highlights: Study clips each channel at 1, after exposure. Natural keeps what lies above and lifts a saturated
///    channel, which is known only as a lower bound, to the mean of those that are not; where all are saturated, to the
///    largest: neutral;
/// 3. exposure; in Natural, light far above white loses its colour, from kColourFades to kColourEnds: white;
/// 4. the camera's matrix; 5. the tone; 6. the curve.
/// Natural leaves linear light as it is up to kShoulder; from there Reinhard's operator with a white point (Reinhard et
/// al., "Photographic Tone Reproduction", 2002, equation 4) brings the light of saturation, but at most kLargestWhite,
/// to 1, with one slope where the two meet.
/// Usable from any thread.
class LightRenderer {
public:
    static constexpr float kShoulder = 0.6F;
    static constexpr float kLargestWhite = 6.0F;
    static constexpr float kColourFades = 2.0F;  // of the brightest channel: one stop above white
    static constexpr float kColourEnds = 5.0F;

    explicit LightRenderer(const LightRendering& rendering);

    /// `light`: R, G, B as the network gives them. Signal 0..1 under the rendering's curve; what is no number becomes
    /// black.
    [[nodiscard]] std::array<float, 3> signalOf(const float* light) const;

private:
    [[nodiscard]] std::array<float, 3> withNeutralHighlights(std::array<float, 3> light) const;
    [[nodiscard]] float toned(float linear) const;

    std::array<float, 3> m_gains{};       // step 1
    std::array<float, 3> m_saturation{};  // where channels saturate after step 1
    Matrix3<float> m_matrix{};
    float m_exposure = 1;
    float m_white = 1;  // linear light that becomes 1
    bool m_clips = true;
    std::vector<float> m_curve;  // samples of steps 5 and 6 over 0..m_white
};

/// Natural's tone alone, for linear light up to `white` (at least 1): light of the display, 0..1.
[[nodiscard]] float naturalLight(float linear, float white);

}  // namespace scotopic
