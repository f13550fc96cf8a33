// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace scotopic {

/// By which curve linear light is written as a signal, both 0..1. What encodes, decodes, shows or describes a picture
/// takes its curve from here.
enum class TransferCurve {
    Srgb,   // IEC 61966-2-1: what screens show and pictures without a profile mean
    Bt709,  // ITU-R BT.709's camera curve: LibRaw's default "gamma 2.222 4.5", which the study's ground truth has
};

[[nodiscard]] float srgbFromLinear(float linear);
[[nodiscard]] float linearFromSrgb(float signal);
[[nodiscard]] float bt709FromLinear(float linear);
[[nodiscard]] float linearFromBt709(float signal);
[[nodiscard]] float signalFromLinear(TransferCurve curve, float linear);

/// The signal by which a screen shows the light of a 16-bit BT.709 signal.
[[nodiscard]] std::uint16_t srgbFromBt709(std::uint16_t signal);

/// A curve from signal to linear light: (scale * signal + shift)^power from `linearBelow` on, slope * signal below, as
/// ICC's parametric function of type 3 has it (ICC.1:2010, table 65).
struct ParametricCurve {
    double power;
    double scale;
    double shift;
    double slope;
    double linearBelow;
};
/// What linearFromBt709() computes.
[[nodiscard]] ParametricCurve bt709Curve();

/// Signal 0..1 to the nearest whole number; what lies outside is cut off, what is no number becomes 0.
[[nodiscard]] inline std::uint16_t to16Bit(float signal)
{
    return static_cast<std::uint16_t>((signal > 0.0F ? (signal < 1.0F ? signal : 1.0F) : 0.0F) * 65535.0F + 0.5F);
}
[[nodiscard]] inline std::uint8_t to8Bit(float signal)
{
    return static_cast<std::uint8_t>((signal > 0.0F ? (signal < 1.0F ? signal : 1.0F) : 0.0F) * 255.0F + 0.5F);
}
/// Of a 16-bit value, to the nearest.
[[nodiscard]] inline std::uint8_t to8Bit(std::uint16_t value)
{
    return static_cast<std::uint8_t>((value + 128U) / 257U);
}

}  // namespace scotopic
