// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

namespace scotopic {

/// 3x3 matrices, row-major, as colour conversions are: `product(xyzFromSrgb, srgbFromCamera)` is xyzFromCamera.
template <typename Number>
using Matrix3 = std::array<Number, 9>;

template <typename Number>
[[nodiscard]] Matrix3<Number> product(const Matrix3<Number>& a, const Matrix3<Number>& b)
{
    Matrix3<Number> result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
            result[i] += a[i / 3 * 3 + k] * b[k * 3 + i % 3];
        }
    }
    return result;
}

template <typename Number>
[[nodiscard]] std::array<Number, 3> product(const Matrix3<Number>& matrix, const std::array<Number, 3>& vector)
{
    std::array<Number, 3> result{};
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        result[i / 3] += matrix[i] * vector[i % 3];
    }
    return result;
}

/// Signed: the entry's share of the determinant, and the transposed inverse but for the determinant.
template <typename Number>
[[nodiscard]] Number cofactorOf(const Matrix3<Number>& matrix, std::size_t row, std::size_t column)
{
    const auto at = [&matrix](std::size_t r, std::size_t c) { return matrix[r % 3 * 3 + c % 3]; };
    return at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
}

template <typename Number>
[[nodiscard]] Number determinantOf(const Matrix3<Number>& matrix)
{
    return matrix[0] * cofactorOf(matrix, 0, 0) + matrix[1] * cofactorOf(matrix, 0, 1)
           + matrix[2] * cofactorOf(matrix, 0, 2);
}

/// Of a matrix whose determinant is not 0.
template <typename Number>
[[nodiscard]] Matrix3<Number> inverseOf(const Matrix3<Number>& matrix)
{
    const Number determinant = determinantOf(matrix);
    Matrix3<Number> inverse{};
    for (std::size_t i = 0; i < inverse.size(); ++i) {
        inverse[i] = cofactorOf(matrix, i % 3, i / 3) / determinant;
    }
    return inverse;
}

}  // namespace scotopic
