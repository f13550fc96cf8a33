// SPDX-License-Identifier: MIT
#include "core/base/exposure_ratio.h"

#include "core/base/error.h"

#include <algorithm>
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

constexpr std::string_view kTimes = "\u00d7";

/// In any case of its letters; `part` is in lower case.
bool isSameWord(std::string_view word, std::string_view part)
{
    return std::equal(word.begin(), word.end(), part.begin(), part.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool dropStart(std::string_view& text, std::string_view part)
{
    const bool isThere = isSameWord(text.substr(0, part.size()), part);
    text.remove_prefix(isThere ? part.size() : 0);
    return isThere;
}

bool dropEnd(std::string_view& text, std::string_view part)
{
    const bool isThere = text.size() >= part.size() && isSameWord(text.substr(text.size() - part.size()), part);
    text.remove_suffix(isThere ? part.size() : 0);
    return isThere;
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
    const bool isStops = dropEnd(number, "ev");
    const bool isDone = isStops || dropStart(number, "x") || dropStart(number, kTimes);
    if (isStops || (!isDone && (dropEnd(number, "x") || dropEnd(number, kTimes)))) {
        number = number.substr(0, number.find_last_not_of(' ') + 1);
    }
    if (isStops && number.size() > 1 && number.front() == '+' && number[1] != '-') {
        number.remove_prefix(1);
    }
    ExposureRatio ratio;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), ratio.value);
    if (error != std::errc{} || end != number.data() + number.size()) {
        throw InvalidArgument("'" + std::string(text) + "' is not an amplification: " + rangeReason());
    }
    if (isStops) {
        ratio = ratioFromEv(ratio.value);
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
