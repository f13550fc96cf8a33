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

/// With up to `decimals` decimals: 10, not "10.0", also where rounding made it so.
std::string rounded(float value, int decimals)
{
    std::string text = withDecimals(value, decimals);
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        text.erase(text.find_last_not_of('.') + 1);
    }
    return text;
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

std::string toShortText(ExposureRatio ratio)
{
    return "x" + rounded(ratio.value, ratio.value >= 100 ? 0 : ratio.value >= 10 ? 1 : 2);
}

std::string toText(ExposureRatio ratio)
{
    const std::string number = rounded(ratio.value, ratio.value >= 10 ? 0 : ratio.value >= 2 ? 1 : 2);
    std::string stops = withDecimals(evFromRatio(ratio), 1);
    if (stops == "-0.0") {
        stops = "0.0";
    }
    return "x" + number + " (" + (stops.front() == '-' ? "" : "+") + stops + " EV)";
}

ExposureRatio parseRatio(std::string_view text)
{
    std::string_view number = text;
    for (const std::string_view times : {std::string_view("x"), std::string_view("X"), std::string_view("\xC3\x97")}) {
        if (number.starts_with(times)) {
            number.remove_prefix(times.size());
            break;
        }
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
