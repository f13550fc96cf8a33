// SPDX-License-Identifier: MIT
#include "core/base/exposure_ratio.h"

#include "core/base/error.h"

#include <charconv>
#include <cmath>

namespace scotopic {

namespace {

/// As snprintf's %g, but with a decimal point in every locale: a QApplication sets the C library's to the desktop's.
std::string shortest(float value)
{
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 6);
    return {text, end};
}

std::string withDecimals(float value, int decimals)
{
    char text[64];  // a float has at most 39 digits before the point
    const auto [end, error] = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals);
    return {text, end};
}

std::string rangeReason()
{
    return "an amplification is a number from " + shortest(kSmallestTypedRatio.value) + " to "
           + shortest(kLargestTypedRatio.value);
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
    const int decimals = ratio.value >= 10 ? 0 : ratio.value >= 2 ? 1 : 2;
    const float ev = evFromRatio(ratio);
    return "x" + withDecimals(ratio.value, decimals) + " (" + (std::signbit(ev) ? "" : "+") + withDecimals(ev, 1)
           + " EV)";
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
        throw InvalidArgument(shortest(ratio.value) + " cannot be used: " + rangeReason());
    }
}

}  // namespace scotopic
