// SPDX-License-Identifier: MIT
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace scotopic {

/// The two-dimensional discrete Fourier transform of squares whose edge is a power of two, in place. Radix 2 after
/// Cooley and Tukey 1965; what there is as a library is either GPL (FFTW) or inside LibTorch.
/// Usable from several threads at once, each with its own values.
class SquareFft {
public:
    /// Throws InvalidArgument unless `edgePx` is a power of two from 2 to 4096.
    explicit SquareFft(int edgePx);

    /// values: edge * edge, row-major; becomes sum over (x, y) of value * exp(-2 pi i (u x + v y) / edge).
    void forward(std::span<std::complex<float>> values) const;
    /// The same with the exponent's other sign, not divided by the number of values.
    void backward(std::span<std::complex<float>> values) const;

    [[nodiscard]] int edgePx() const { return static_cast<int>(m_edge); }

private:
    void transformLine(std::span<std::complex<float>> line, bool isBackward) const;
    void transform(std::span<std::complex<float>> values, bool isBackward) const;

    std::size_t m_edge;
    std::vector<std::complex<float>> m_roots;  // exp(-2 pi i k / edge), k < edge / 2
    std::vector<std::size_t> m_bitReversed;
};

}  // namespace scotopic
