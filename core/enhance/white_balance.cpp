// SPDX-License-Identifier: MIT
#include "core/enhance/white_balance.h"

#include "core/base/error.h"
#include "core/base/exact_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

namespace scotopic {

namespace {

/// CIE 1960 UCS.
struct Chromaticity {
    double u = 0;
    double v = 0;
};

using Vector = std::array<double, 3>;

// Linear sRGB from CIE XYZ (D65), IEC 61966-2-1.
constexpr Matrix3<double> kSrgbFromXyz{3.2404542, -1.5371385, -0.4985314, -0.9692660, 1.8760108,
                                       0.0415560, 0.0556434,  -0.2040259, 1.0572252};
constexpr double kTintPerDuv = 3000;  // as raw converters scale it
// What no light asks for, but damaged files do.
constexpr double kLargestGain = 30;
// Closer to 0 a camera's response to a light is a fault of its matrix.
constexpr double kLeastResponse = 1e-3;

/// Krystek, "An algorithm to calculate correlated colour temperature", Color Research & Application 10 (1985): within
/// 1e-4 of a black body's colour from 1000 to 15000 K.
Chromaticity blackBody(double kelvin)
{
    const double t = kelvin;
    return {(0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t * t),
            (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t)
                / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t * t)};
}

/// Of length 1, across the black body's line, towards green.
Chromaticity acrossLine(double kelvin)
{
    const Chromaticity warmer = blackBody(kelvin * 0.999);
    const Chromaticity colder = blackBody(kelvin * 1.001);
    const double du = warmer.u - colder.u;
    const double dv = warmer.v - colder.v;
    const double length = std::hypot(du, dv);
    return {-dv / length, du / length};
}

Chromaticity chromaticityOf(const ColourTemperature& light)
{
    const double kelvin = static_cast<double>(light.kelvin);
    const double duv = static_cast<double>(light.tint) / kTintPerDuv;
    const Chromaticity line = blackBody(kelvin);
    const Chromaticity across = acrossLine(kelvin);
    return {line.u + duv * across.u, line.v + duv * across.v};
}

Vector xyzOf(Chromaticity c)
{
    const double denominator = 2 * c.u - 8 * c.v + 4;
    const double x = 3 * c.u / denominator;
    const double y = 2 * c.v / denominator;
    return {x / y, 1, (1 - x - y) / y};
}

Matrix3<double> matrixOf(const RawImage& raw)
{
    Matrix3<double> matrix{};
    std::copy(raw.srgbFromCamera.begin(), raw.srgbFromCamera.end(), matrix.begin());
    return std::abs(determinantOf(matrix)) > 1e-6 ? matrix : Matrix3<double>{1, 0, 0, 0, 1, 0, 0, 0, 1};
}

/// The camera balanced for daylight sees sRGB's white as white, so its matrix says how it sees any other light.
WhiteBalanceGains gainsFor(const RawImage& raw, const ColourTemperature& light)
{
    const Vector srgb = product(kSrgbFromXyz, xyzOf(chromaticityOf(light)));
    const Vector balanced = product(inverseOf(matrixOf(raw)), srgb);
    Vector gains{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const double daylight = static_cast<double>(raw.daylightBalance[channel]);
        gains[channel] = daylight / std::max(balanced[channel], kLeastResponse);
    }
    const auto overGreen = [&gains](std::size_t channel) {
        return static_cast<float>(std::clamp(gains[channel] / gains[1], 1 / kLargestGain, kLargestGain));
    };
    return {overGreen(0), 1, overGreen(2)};
}

double distance(Chromaticity a, Chromaticity b)
{
    return std::hypot(a.u - b.u, a.v - b.v);
}

/// Where the black body is nearest: steps of equal mireds, then halving.
double nearestKelvin(Chromaticity c)
{
    const auto away = [c](double mired) { return distance(c, blackBody(1e6 / mired)); };
    double best = 1e6 / static_cast<double>(kHighestKelvin);
    const double last = 1e6 / static_cast<double>(kLowestKelvin);
    for (double mired = best; mired <= last; mired += 5) {
        best = away(mired) < away(best) ? mired : best;
    }
    for (double step = 2.5; step > 0.001; step /= 2) {
        const double lower = std::max(best - step, 1e6 / static_cast<double>(kHighestKelvin));
        const double upper = std::min(best + step, last);
        best = away(lower) < away(best) ? lower : away(upper) < away(best) ? upper : best;
    }
    return 1e6 / best;
}

std::optional<std::vector<float>> numbersIn(std::string_view word)
{
    std::vector<float> numbers;
    for (std::size_t begin = 0; begin <= word.size();) {
        const std::size_t end = std::min(word.find(',', begin), word.size());
        std::string_view part = word.substr(begin, end - begin);
        part.remove_prefix(part.substr(0, 1) == "+" ? 1 : 0);
        float number = 0;
        const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (error != std::errc{} || stop != part.data() + part.size() || !std::isfinite(number)) {
            return std::nullopt;
        }
        numbers.push_back(number);
        begin = end + 1;
    }
    return numbers;
}

}  // namespace

WhiteBalanceChoice parseWhiteBalance(const std::string& word)
{
    using Kind = WhiteBalanceChoice::Kind;
    if (word == "camera" || word == "daylight") {
        return {word == "camera" ? Kind::AsShot : Kind::Daylight, {}, {1, 1, 1}};
    }
    const auto numbers = numbersIn(word);
    constexpr float kSmallestGain = 0.1F;
    constexpr float kTypedGain = 10;
    const auto isGain = [](float number) { return number >= kSmallestGain && number <= kTypedGain; };
    if (numbers && numbers->size() == 2 && isGain((*numbers)[0]) && isGain((*numbers)[1])) {
        return {Kind::Gains, {}, {(*numbers)[0], 1, (*numbers)[1]}};
    }
    const bool isTemperature = numbers && (numbers->size() == 1 || numbers->size() == 2)
                               && numbers->front() >= kLowestKelvin && numbers->front() <= kHighestKelvin
                               && (numbers->size() == 1 || std::abs(numbers->back()) <= kLargestTint);
    if (!isTemperature) {
        throw InvalidArgument(
            "'" + word
            + "' is not a white balance: camera, daylight, a temperature from 2000 to 15000 K (with a "
              "tint from -100 to 100: 4500,10), or gains of red and blue from 0.1 to 10 (1.9,2.4)");
    }
    return {Kind::Temperature, {numbers->front(), numbers->size() == 2 ? numbers->back() : 0.0F}, {1, 1, 1}};
}

std::string toText(const WhiteBalanceChoice& choice)
{
    switch (choice.kind) {
    case WhiteBalanceChoice::Kind::AsShot: return "camera";
    case WhiteBalanceChoice::Kind::Daylight: return "daylight";
    case WhiteBalanceChoice::Kind::Temperature:
        return exactText(choice.temperature.kelvin) + "," + exactText(choice.temperature.tint);
    case WhiteBalanceChoice::Kind::Gains: return exactText(choice.gains[0]) + "," + exactText(choice.gains[2]);
    }
    return "";
}

WhiteBalanceGains gainsFor(const RawImage& raw, const WhiteBalanceChoice& choice)
{
    switch (choice.kind) {
    case WhiteBalanceChoice::Kind::AsShot: return raw.whiteBalance;
    case WhiteBalanceChoice::Kind::Daylight: return raw.daylightBalance;
    case WhiteBalanceChoice::Kind::Temperature: return gainsFor(raw, choice.temperature);
    case WhiteBalanceChoice::Kind::Gains: return choice.gains;
    }
    return raw.whiteBalance;
}

ColourTemperature temperatureFor(const RawImage& raw, const WhiteBalanceGains& gains)
{
    Vector balanced{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        balanced[channel] = static_cast<double>(raw.daylightBalance[channel]) / static_cast<double>(gains[channel]);
    }
    const Vector xyz = product(inverseOf(kSrgbFromXyz), product(matrixOf(raw), balanced));
    const double denominator = xyz[0] + 15 * xyz[1] + 3 * xyz[2];
    const Chromaticity c{4 * xyz[0] / denominator, 6 * xyz[1] / denominator};
    const double kelvin = nearestKelvin(c);
    const Chromaticity line = blackBody(kelvin);
    const Chromaticity across = acrossLine(kelvin);
    const double duv = (c.u - line.u) * across.u + (c.v - line.v) * across.v;
    const double tint = std::clamp(duv * kTintPerDuv, -double{kLargestTint}, double{kLargestTint});
    return {static_cast<float>(kelvin), static_cast<float>(tint)};
}

}  // namespace scotopic
