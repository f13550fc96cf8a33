// SPDX-License-Identifier: MIT
#include "core/base/tone.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace scotopic {

namespace {

// ITU-R BT.2020's more exact form of BT.709's constants, with which line and power meet without a step or a kink.
constexpr double kExactBt709Offset = 0.0992968268;
constexpr double kExactBt709LinearBelow = 0.0180539685;
constexpr float kBt709Slope = 4.5F;
constexpr float kBt709Power = 0.45F;
constexpr auto kBt709Offset = static_cast<float>(kExactBt709Offset);
constexpr auto kBt709LinearBelow = static_cast<float>(kExactBt709LinearBelow);

// IEC 61966-2-1.
constexpr float kSrgbSlope = 12.92F;
constexpr float kSrgbPower = 2.4F;  // from signal to light
constexpr float kSrgbOffset = 0.055F;
constexpr float kSrgbLinearBelow = 0.0031308F;
constexpr float kSrgbSignalLinearBelow = 0.04045F;

std::vector<std::uint16_t> srgbByBt709()
{
    std::vector<std::uint16_t> table(65536);
    for (std::size_t value = 0; value < table.size(); ++value) {
        table[value] = to16Bit(srgbFromLinear(linearFromBt709(static_cast<float>(value) / 65535)));
    }
    return table;
}

}  // namespace

float srgbFromLinear(float linear)
{
    return linear <= kSrgbLinearBelow ? kSrgbSlope * linear
                                      : (1 + kSrgbOffset) * std::pow(linear, 1 / kSrgbPower) - kSrgbOffset;
}

float linearFromSrgb(float signal)
{
    return signal <= kSrgbSignalLinearBelow ? signal / kSrgbSlope
                                            : std::pow((signal + kSrgbOffset) / (1 + kSrgbOffset), kSrgbPower);
}

float bt709FromLinear(float linear)
{
    return linear < kBt709LinearBelow ? kBt709Slope * linear
                                      : (1.0F + kBt709Offset) * std::pow(linear, kBt709Power) - kBt709Offset;
}

float linearFromBt709(float signal)
{
    return signal < kBt709Slope * kBt709LinearBelow
               ? signal / kBt709Slope
               : std::pow((signal + kBt709Offset) / (1.0F + kBt709Offset), 1 / kBt709Power);
}

float signalFromLinear(TransferCurve curve, float linear)
{
    return curve == TransferCurve::Srgb ? srgbFromLinear(linear) : bt709FromLinear(linear);
}

std::uint16_t srgbFromBt709(std::uint16_t signal)
{
    static const std::vector<std::uint16_t> kTable = srgbByBt709();
    return kTable[signal];
}

ParametricCurve bt709Curve()
{
    constexpr double kSlope = 4.5;
    return {.power = 1 / 0.45,
            .scale = 1 / (1 + kExactBt709Offset),
            .shift = kExactBt709Offset / (1 + kExactBt709Offset),
            .slope = 1 / kSlope,
            .linearBelow = kSlope * kExactBt709LinearBelow};
}

}  // namespace scotopic
