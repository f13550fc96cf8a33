// SPDX-License-Identifier: MIT
#include "core/base/tone.h"

#include <cmath>

namespace scotopic {

namespace {

// ITU-R BT.2020's more exact form of BT.709's constants, with which line and power meet without a step or a kink.
constexpr float kSlope = 4.5F;
constexpr float kPower = 0.45F;
constexpr float kOffset = 0.0992968268F;
constexpr float kLinearBelow = 0.0180539685F;

}  // namespace

float bt709FromLinear(float linear)
{
    return linear < kLinearBelow ? kSlope * linear : (1.0F + kOffset) * std::pow(linear, kPower) - kOffset;
}

float linearFromBt709(float signal)
{
    return signal < kSlope * kLinearBelow ? signal / kSlope
                                          : std::pow((signal + kOffset) / (1.0F + kOffset), 1 / kPower);
}

}  // namespace scotopic
