// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/camera_linear.h"
#include "core/base/exposure_ratio.h"
#include "core/image/picture.h"
#include "core/raw/raw_image.h"

#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// What a person may choose for a camera-linear picture apart from the amplification. None of it needs the network
/// again.
struct LightLook {
    std::optional<WhiteBalanceGains> whiteBalance;  // none: as shot
    float exposureEv = 0;                           // on top of the amplification
    ToneCurve tone = ToneCurve::Natural;

    friend bool operator==(const LightLook&, const LightLook&) = default;
};

[[nodiscard]] const char* toText(ToneCurve tone);                 // "natural", "study"
[[nodiscard]] ToneCurve parseToneCurve(const std::string& word);  // throws InvalidArgument

/// What a camera-linear network found on part of a photo, in sensor orientation: linear camera RGB, interleaved,
/// size.area() * 3, with the photo's own gains of white balance. White at the network's ratio is 1 times the gain;
/// light above it is what the sensor measured (see recoverHighlights()).
struct CameraLight {
    PixelSize size;
    std::vector<float> rgb;
    ExposureRatio ratio;  // that the network's input was amplified by
};

/// The ratio to run the network with for a picture at `wanted`: itself within 1..300, which these networks are trained
/// for, else the nearest; exposure does the rest.
[[nodiscard]] ExposureRatio networkRatio(ExposureRatio wanted);

/// Whether light found at ratio `used` may be shown at `wanted`: within one stop. Further up, shadows show that the
/// network left more noise where it took them to be darker; further down, what was above white, and therefore only
/// interpolated, becomes mid-tones.
[[nodiscard]] bool servesRatio(ExposureRatio used, ExposureRatio wanted);

/// How light of a photo is rendered.
[[nodiscard]] LightRendering renderingOf(const CameraColour& asShot, ExposureRatio network, ExposureRatio wanted,
                                         const LightLook& look);
[[nodiscard]] CameraColour colourOf(const RawImage& raw);

/// Light to pictures, two threads at once where that pays. A preview shows on a screen what the picture holds.
[[nodiscard]] SrgbPicture renderLight(const CameraLight& light, const LightRendering& rendering);
[[nodiscard]] SrgbPreview renderLightPreview(const CameraLight& light, const LightRendering& rendering);

/// A network's input is clipped at white once amplified, while the photosites may have had room: a channel that the
/// network says is nearly saturated is lifted to the interpolation of what was measured or, where edges blur that,
/// to the mean of the unsaturated channels, faded in from kRecoveryBegins to kRecoveryEnds of white. Noise is low;
/// where hot pixels glow, the network says that it is dark. `light`: its output on `where` (pixels of `measured`);
/// `measured`: planes at ratio 1 without white balance, also of the area around. Nothing happens at ratio 1.
void recoverHighlights(CameraLight& light, PixelRect where, const Planes& measured, const WhiteBalanceGains& gains);

inline constexpr float kRecoveryBegins = 0.80F;
inline constexpr float kRecoveryEnds = 0.95F;

}  // namespace scotopic
