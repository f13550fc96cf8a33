// SPDX-License-Identifier: MIT
#include "core/raw/dng_colour.h"

#include <array>
#include <cmath>

namespace scotopic {

namespace {

using Matrix = std::array<double, 9>;  // row-major

// IEC 61966-2-1: linear sRGB from CIE XYZ (D65).
constexpr Matrix kSrgbFromXyz{3.2404542, -1.5371385, -0.4985314, -0.9692660, 1.8760108,
                              0.0415560, 0.0556434,  -0.2040259, 1.0572252};

Matrix product(const Matrix& a, const Matrix& b)
{
    Matrix result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
            result[i] += a[i / 3 * 3 + k] * b[k * 3 + i % 3];
        }
    }
    return result;
}

/// Identity where there is no inverse: such a matrix says nothing about colour.
Matrix inverse(const std::array<float, 9>& matrix)
{
    const auto at = [&matrix](std::size_t row, std::size_t column) {
        return static_cast<double>(matrix[row % 3 * 3 + column % 3]);
    };
    const auto cofactor = [&at](std::size_t row, std::size_t column) {
        return at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
    };
    const double determinant = at(0, 0) * cofactor(0, 0) + at(0, 1) * cofactor(0, 1) + at(0, 2) * cofactor(0, 2);
    Matrix result{1, 0, 0, 0, 1, 0, 0, 0, 1};
    for (std::size_t i = 0; i < result.size() && std::abs(determinant) > 1e-9; ++i) {
        result[i] = cofactor(i % 3, i / 3) / determinant;
    }
    return result;
}

}  // namespace

std::vector<TiffFields::Rational> colorMatrixOf(const RawImage& raw)
{
    constexpr std::int64_t kDenominator = 1'000'000;
    const Matrix cameraFromXyz = product(inverse(raw.srgbFromCamera), kSrgbFromXyz);
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

}  // namespace scotopic
