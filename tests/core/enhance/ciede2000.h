// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <numbers>

namespace scotopic::test {

using Lab = std::array<double, 3>;

/// Of two colours: Sharma, Wu, Dalal, "The CIEDE2000 Color-Difference Formula", 2005, equations 2 to 22.
inline double ciede2000(const Lab& first, const Lab& second)
{
    constexpr double kPi = std::numbers::pi;
    constexpr double k25To7 = 6103515625.0;
    const auto degrees = [](double value) { return value * kPi / 180; };
    const double meanChroma = (std::hypot(first[1], first[2]) + std::hypot(second[1], second[2])) / 2;
    const double chroma7 = std::pow(meanChroma, 7);
    const double stretch = 1 + 0.5 * (1 - std::sqrt(chroma7 / (chroma7 + k25To7)));
    const std::array<double, 2> a{first[1] * stretch, second[1] * stretch};
    const std::array<double, 2> b{first[2], second[2]};
    std::array<double, 2> chroma{};
    std::array<double, 2> hue{};
    for (std::size_t i = 0; i < 2; ++i) {
        chroma[i] = std::hypot(a[i], b[i]);
        hue[i] = chroma[i] > 0 ? std::atan2(b[i], a[i]) : 0;
        hue[i] += hue[i] < 0 ? 2 * kPi : 0;
    }
    const bool hasHues = chroma[0] > 0 && chroma[1] > 0;
    double hueStep = hasHues ? hue[1] - hue[0] : 0;
    hueStep += hueStep > kPi ? -2 * kPi : hueStep < -kPi ? 2 * kPi : 0;
    double meanHue = hue[0] + hue[1];
    if (hasHues) {
        const bool isNear = std::abs(hue[0] - hue[1]) <= kPi;
        meanHue = (meanHue + (isNear ? 0 : meanHue < 2 * kPi ? 2 * kPi : -2 * kPi)) / 2;
    }
    const double lightnessStep = second[0] - first[0];
    const double chromaStep = chroma[1] - chroma[0];
    const double hueChord = 2 * std::sqrt(chroma[0] * chroma[1]) * std::sin(hueStep / 2);
    const double lightness = (first[0] + second[0]) / 2;
    const double chromaMean = (chroma[0] + chroma[1]) / 2;
    const double t = 1 - 0.17 * std::cos(meanHue - degrees(30)) + 0.24 * std::cos(2 * meanHue)
                     + 0.32 * std::cos(3 * meanHue + degrees(6)) - 0.20 * std::cos(4 * meanHue - degrees(63));
    const double rotation = degrees(30) * std::exp(-std::pow((meanHue - degrees(275)) / degrees(25), 2));
    const double chromaMean7 = std::pow(chromaMean, 7);
    const double rotationSize = 2 * std::sqrt(chromaMean7 / (chromaMean7 + k25To7));
    const double offMiddle = std::pow(lightness - 50, 2);
    const double l = lightnessStep / (1 + 0.015 * offMiddle / std::sqrt(20 + offMiddle));
    const double c = chromaStep / (1 + 0.045 * chromaMean);
    const double h = hueChord / (1 + 0.015 * chromaMean * t);
    return std::sqrt(l * l + c * c + h * h - std::sin(2 * rotation) * rotationSize * c * h);
}

}  // namespace scotopic::test
