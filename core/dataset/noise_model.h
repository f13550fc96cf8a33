// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace scotopic {

class QuantileTable;

/// What one readout of a sensor adds to the light: the physical model of Wei et al. 2020 ("ELD"; reference, section
/// 8), in sensor counts (DN) above the black level. A photosite that expects s counts reads
///   gain * Poisson(s / gain) + read + offset of its row + offset of its column + black-level error (+ hot pixel).
/// Rounding it to a whole number and clipping it belong to readOutDn().
struct SensorNoise {
    double gainDnPerElectron = 1;       // > 0: ELD's K
    double readDn = 0;                  // Gaussian's standard deviation, or Tukey's lambda distribution's scale
    std::optional<double> tukeyLambda;  // the shape; negative: heavier tails. None: Gaussian
    double rowDn = 0;                   // standard deviation of an offset that each row shares, independent of others'
    double bandDn = 0;                  // the same for slow bands: offsets of neighbouring rows are alike …
    double bandRows = 32;               // … and forget each other over this many rows
    double columnDn = 0;                // standard deviation of an offset that each column shares
    std::array<float, 4>
        blackErrorDn{};           // per position of the 2x2 pattern, reading order: the true black less the told
    double hotPixelFraction = 0;  // share of photosites that leak, 0..1
    double hotPixelDn = 0;        // their mean leakage, exponentially distributed
};

/// The noise of one frame. What it adds to a row depends on nothing but the noise, the seed and the row, so rows may be
/// read out in any order and on any thread.
class FrameNoise {
public:
    /// Throws InvalidArgument for a gain that is not positive, a spread that is negative, or a number that is none.
    FrameNoise(const SensorNoise& noise, PixelSize size, std::uint64_t seed);

    /// Turns the expected counts of a row (DN above black, negative ones count as 0) into noisy ones, not yet rounded.
    void addToRow(int row, std::span<float> signalDn) const;

private:
    SensorNoise m_noise;
    std::uint64_t m_seed;
    std::shared_ptr<const QuantileTable> m_readQuantiles;  // of the read noise, but for its spread
    std::vector<float> m_rowDn;
    std::vector<float> m_columnDn;
};

/// What the converter makes of it: black level added, the nearest whole number, clipped to [0, white].
[[nodiscard]] std::uint16_t readOutDn(float aboveBlackDn, float blackDn, float whiteDn);

/// Quantile of Tukey's lambda distribution with scale 1 at 0 < probability < 1:
/// (p^lambda - (1 - p)^lambda) / lambda, at lambda 0 the logistic ln(p / (1 - p)).
[[nodiscard]] double tukeyLambdaQuantile(double lambda, double probability);

/// Its standard deviation; lambda > -1/2, beyond which there is none.
[[nodiscard]] double tukeyLambdaDeviation(double lambda);

}  // namespace scotopic
