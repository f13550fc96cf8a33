// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/camera_linear.h"
#include "core/raw/raw_image.h"

#include <string>

namespace scotopic {

/// The light of a scene: correlated colour temperature, and how far it lies from a black body's colour.
struct ColourTemperature {
    float kelvin = 6504;
    float tint = 0;  // 3000 times Duv (CIE 1960 u, v); positive: greener light, which is balanced towards magenta

    friend bool operator==(const ColourTemperature&, const ColourTemperature&) = default;
};

/// What can be chosen: from candles to blue shade.
inline constexpr float kLowestKelvin = 2000;
inline constexpr float kHighestKelvin = 15000;
inline constexpr float kLargestTint = 100;

/// How the light of a scene is balanced.
struct WhiteBalanceChoice {
    enum class Kind { AsShot, Daylight, Temperature, Gains };

    Kind kind = Kind::AsShot;
    ColourTemperature temperature;     // of Temperature
    WhiteBalanceGains gains{1, 1, 1};  // of Gains

    friend bool operator==(const WhiteBalanceChoice&, const WhiteBalanceChoice&) = default;
};

/// "camera", "daylight"; "4500" or "4500,-10" (kelvin, tint); "1.9,2.4" (gains of red and blue, green is 1).
/// Throws InvalidArgument.
[[nodiscard]] WhiteBalanceChoice parseWhiteBalance(const std::string& word);
/// The same words, which read back as the same choice.
[[nodiscard]] std::string toText(const WhiteBalanceChoice& choice);

/// The gains that make a photo of a grey card grey. Light is that of a black body (Krystek 1985), and the camera's
/// response to it follows from its matrix and its gains for daylight.
[[nodiscard]] WhiteBalanceGains gainsFor(const RawImage& raw, const WhiteBalanceChoice& choice);
/// The light for which `gains` balance the camera, within what can be chosen.
[[nodiscard]] ColourTemperature temperatureFor(const RawImage& raw, const WhiteBalanceGains& gains);

}  // namespace scotopic
