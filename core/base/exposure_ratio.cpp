// SPDX-License-Identifier: MIT
#include "core/base/exposure_ratio.h"

#include "core/base/error.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace scotopic {

namespace {

std::string rangeReason()
{
    char range[64];
    std::snprintf(range, sizeof range, "an amplification is a number from %g to %g",
                  static_cast<double>(kSmallestTypedRatio.value), static_cast<double>(kLargestTypedRatio.value));
    return range;
}

}  // namespace

float evFromRatio(ExposureRatio ratio)
{
    return std::log2(ratio.value);
}

ExposureRatio ratioFromEv(float ev)
{
    return {std::exp2(ev)};
}

std::string toText(ExposureRatio ratio)
{
    char text[48];
    const auto value = static_cast<double>(ratio.value);
    const int decimals = value >= 10 ? 0 : value >= 2 ? 1 : 2;
    std::snprintf(text, sizeof text, "x%.*f (%+.1f EV)", decimals, value, static_cast<double>(evFromRatio(ratio)));
    return text;
}

ExposureRatio parseRatio(std::string_view text)
{
    std::string_view number = text;
    if (!number.empty() && (number.front() == 'x' || number.front() == 'X')) {
        number.remove_prefix(1);
    }
    ExposureRatio ratio;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), ratio.value);
    if (error != std::errc{} || end != number.data() + number.size()) {
        throw InvalidArgument("'" + std::string(text) + "' is not an amplification: " + rangeReason());
    }
    requireUsable(ratio);
    return ratio;
}

void requireUsable(ExposureRatio ratio)
{
    if (!(ratio.value >= kSmallestTypedRatio.value && ratio.value <= kLargestTypedRatio.value)) {
        char value[32];
        std::snprintf(value, sizeof value, "%g", static_cast<double>(ratio.value));
        throw InvalidArgument(std::string(value) + " cannot be used: " + rangeReason());
    }
}

}  // namespace scotopic
