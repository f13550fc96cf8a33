// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace scotopic {

// Private to this room: draws by the million, each from 32 random bits, that is, from a probability in steps of 2^-32.

/// The middle of the bits' step: in (0, 1).
[[nodiscard]] inline double probabilityOf(std::uint32_t bits)
{
    return (static_cast<double>(bits) + 0.5) / 4294967296.0;
}

/// Quantiles of a symmetric distribution around 0, interpolated in a table but for the tails, where they are computed.
class QuantileTable {
public:
    using Quantile = std::function<float(double probability)>;
    explicit QuantileTable(Quantile quantile);

    [[nodiscard]] float at(std::uint32_t bits) const
    {
        const std::uint32_t cell = bits >> kCellBits;
        if (cell - kTailCells >= kCells - 2 * kTailCells) {
            return m_quantile(probabilityOf(bits));
        }
        const float part = static_cast<float>(bits & ((1U << kCellBits) - 1)) * (1.0F / (1U << kCellBits));
        return m_knots[cell] + part * (m_knots[cell + 1] - m_knots[cell]);
    }

private:
    static constexpr std::uint32_t kCellBits = 22;
    static constexpr std::uint32_t kCells = 1U << (32 - kCellBits);
    static constexpr std::uint32_t kTailCells = 4;  // beyond them straight lines are off by less than 1 %

    Quantile m_quantile;
    std::vector<float> m_knots;  // at the cells' edges
};

/// Of the normal distribution.
[[nodiscard]] float normalQuantile(double probability);
[[nodiscard]] const QuantileTable& normalQuantiles();

/// Of Poisson's distribution.
[[nodiscard]] double poissonQuantile(double mean, std::uint32_t bits);

}  // namespace scotopic
