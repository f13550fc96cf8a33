// SPDX-License-Identifier: MIT
#include "core/dataset/align_fft.h"

#include "core/base/error.h"

#include <bit>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

namespace scotopic {

namespace {

// operator* of std::complex asks for infinities, which costs more than the product.
std::complex<float> product(std::complex<float> a, std::complex<float> b)
{
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

void transpose(std::span<std::complex<float>> square, std::size_t edge)
{
    for (std::size_t row = 0; row < edge; ++row) {
        for (std::size_t column = row + 1; column < edge; ++column) {
            std::swap(square[row * edge + column], square[column * edge + row]);
        }
    }
}

}  // namespace

SquareFft::SquareFft(int edgePx) : m_edge(static_cast<std::size_t>(edgePx))
{
    if (edgePx < 2 || edgePx > 4096 || !std::has_single_bit(m_edge)) {
        throw InvalidArgument("a Fourier transform of " + std::to_string(edgePx)
                              + " pixels: the edge must be a power of two from 2 to 4096");
    }
    for (std::size_t k = 0; k < m_edge / 2; ++k) {
        const double angle = -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(m_edge);
        m_roots.emplace_back(static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)));
    }
    m_bitReversed.assign(m_edge, 0);
    for (std::size_t i = 1; i < m_edge; ++i) {
        m_bitReversed[i] = m_bitReversed[i / 2] / 2 + (i % 2) * (m_edge / 2);
    }
}

void SquareFft::transformLine(std::span<std::complex<float>> line, bool isBackward) const
{
    for (std::size_t i = 0; i < m_edge; ++i) {
        if (i < m_bitReversed[i]) {
            std::swap(line[i], line[m_bitReversed[i]]);
        }
    }
    for (std::size_t half = 1; half < m_edge; half *= 2) {
        const std::size_t rootStep = m_edge / (2 * half);
        for (std::size_t k = 0; k < half; ++k) {
            const std::complex<float> root = isBackward ? std::conj(m_roots[k * rootStep]) : m_roots[k * rootStep];
            for (std::size_t i = k; i < m_edge; i += 2 * half) {
                const std::complex<float> turned = product(line[i + half], root);
                line[i + half] = line[i] - turned;
                line[i] += turned;
            }
        }
    }
}

void SquareFft::transform(std::span<std::complex<float>> values, bool isBackward) const
{
    for (int axis = 0; axis < 2; ++axis) {
        for (std::size_t row = 0; row < m_edge; ++row) {
            transformLine(values.subspan(row * m_edge, m_edge), isBackward);
        }
        transpose(values, m_edge);
    }
}

void SquareFft::forward(std::span<std::complex<float>> values) const
{
    transform(values, false);
}

void SquareFft::backward(std::span<std::complex<float>> values) const
{
    transform(values, true);
}

}  // namespace scotopic
