// SPDX-License-Identifier: MIT
#include "core/raw/dng_colour.h"

#include "core/base/matrix3.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

// IEC 61966-2-1: linear sRGB from CIE XYZ (D65).
constexpr Matrix3<double> kSrgbFromXyz{3.2404542, -1.5371385, -0.4985314, -0.9692660, 1.8760108,
                                       0.0415560, 0.0556434,  -0.2040259, 1.0572252};

/// Identity where there is no inverse: such a matrix says nothing about colour.
Matrix3<double> cameraFromSrgb(const RawImage& raw)
{
    Matrix3<double> srgbFromCamera{};
    std::copy(raw.srgbFromCamera.begin(), raw.srgbFromCamera.end(), srgbFromCamera.begin());
    const bool hasInverse = std::abs(determinantOf(srgbFromCamera)) > 1e-9;
    return hasInverse ? inverseOf(srgbFromCamera) : Matrix3<double>{1, 0, 0, 0, 1, 0, 0, 0, 1};
}

}  // namespace

std::vector<TiffFields::Rational> colorMatrixOf(const RawImage& raw)
{
    constexpr std::int64_t kDenominator = 1'000'000;
    const Matrix3<double> cameraFromXyz = product(cameraFromSrgb(raw), kSrgbFromXyz);
    std::vector<TiffFields::Rational> elements;
    for (std::size_t i = 0; i < cameraFromXyz.size(); ++i) {
        const double unbalanced = cameraFromXyz[i] / static_cast<double>(raw.whiteBalance[i / 3]);
        elements.emplace_back(std::llround(unbalanced * kDenominator), kDenominator);
    }
    return elements;
}

std::vector<TiffFields::Rational> neutralOf(const RawImage& raw)
{
    std::vector<TiffFields::Rational> neutral;
    for (const float multiplier : raw.whiteBalance) {
        const auto [numerator, denominator] = rationalFrom(multiplier);
        neutral.emplace_back(denominator, numerator);
    }
    return neutral;
}

std::optional<std::array<float, 3>> balanceForDaylight(const std::vector<double>& colourMatrix)
{
    constexpr std::array<double, 3> kD65{0.95047, 1, 1.08883};  // XYZ, IEC 61966-2-1
    if (colourMatrix.size() != 9) {
        return std::nullopt;
    }
    std::array<double, 3> white{};
    for (std::size_t i = 0; i < colourMatrix.size(); ++i) {
        white[i / 3] += colourMatrix[i] * kD65[i % 3];
    }
    if (!std::all_of(white.begin(), white.end(), [](double response) { return response > 0; })) {
        return std::nullopt;
    }
    return std::array{static_cast<float>(white[1] / white[0]), 1.0F, static_cast<float>(white[1] / white[2])};
}

}  // namespace scotopic
