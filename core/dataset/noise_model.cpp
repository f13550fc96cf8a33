// SPDX-License-Identifier: MIT
#include "core/dataset/noise_model.h"

#include "core/base/error.h"
#include "core/base/random_numbers.h"
#include "core/dataset/counter_random.h"
#include "core/dataset/noise_draws.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

/// What the seeds of a frame's parts are for; rows follow.
enum NoisePart : std::uint64_t { RowOffsets, ColumnOffsets, FirstRow };

// Near 0 the quantile's difference of powers loses its digits; the logistic limit is then closer.
constexpr double kLogisticBelow = 1e-6;

void requireUsable(const SensorNoise& noise)
{
    const std::array<double, 7> spreads{noise.readDn,    noise.rowDn,    noise.bandDn,
                                        noise.columnDn,  noise.bandRows, noise.hotPixelFraction,
                                        noise.hotPixelDn};
    const bool spreadsAreUsable =
        std::all_of(spreads.begin(), spreads.end(), [](double spread) { return std::isfinite(spread) && spread >= 0; });
    const bool gainIsUsable = std::isfinite(noise.gainDnPerElectron) && noise.gainDnPerElectron > 0;
    const double lambda = noise.tukeyLambda.value_or(0);
    const bool errorsAreUsable = std::all_of(noise.blackErrorDn.begin(), noise.blackErrorDn.end(),
                                             [](float errorDn) { return std::isfinite(errorDn); });
    if (!spreadsAreUsable || !gainIsUsable || !errorsAreUsable || !(lambda > -0.5 && lambda < 10)
        || noise.hotPixelFraction > 1) {
        throw InvalidArgument("sensor noise: the gain must be positive, no spread negative, every number finite, "
                              "Tukey's lambda above -0.5 and the share of hot pixels at most 1");
    }
}

std::vector<float> rowOffsets(const SensorNoise& noise, int rowCount, std::uint64_t seed)
{
    RandomNumbers random(seedOfPart(seed, RowOffsets));
    // First-order autoregression: the correlation of rows d apart is memory^d, the variance bandDn^2 everywhere.
    const double memory = noise.bandRows > 0 ? std::exp(-1 / noise.bandRows) : 0;
    const double innovation = std::sqrt(1 - memory * memory);
    double band = random.gaussian();
    std::vector<float> offsetsDn;
    offsetsDn.reserve(static_cast<std::size_t>(rowCount));
    for (int row = 0; row < rowCount; ++row) {
        offsetsDn.push_back(static_cast<float>(noise.rowDn * random.gaussian() + noise.bandDn * band));
        band = memory * band + innovation * random.gaussian();
    }
    return offsetsDn;
}

std::vector<float> columnOffsets(const SensorNoise& noise, int columnCount, std::uint64_t seed)
{
    RandomNumbers random(seedOfPart(seed, ColumnOffsets));
    std::vector<float> offsetsDn(static_cast<std::size_t>(columnCount));
    std::generate(offsetsDn.begin(), offsetsDn.end(),
                  [&] { return static_cast<float>(noise.columnDn * random.gaussian()); });
    return offsetsDn;
}

std::shared_ptr<const QuantileTable> readQuantiles(const SensorNoise& noise)
{
    if (!noise.tukeyLambda) {
        return {std::shared_ptr<void>(), &normalQuantiles()};  // everybody's, and nobody's to delete
    }
    return std::make_shared<QuantileTable>([lambda = *noise.tukeyLambda](double probability) {
        return static_cast<float>(tukeyLambdaQuantile(lambda, probability));
    });
}

/// Places along a row that has one such place in every `1 / share`, by the distances between them.
class RarePlaces {
public:
    RarePlaces(double share, std::uint64_t seed) : m_random(seed), m_logRest(std::log1p(-share)) { goOn(); }

    [[nodiscard]] double next() const { return m_next; }
    void goOn() { m_next += 1 + std::floor(std::log(uniform()) / m_logRest); }
    double uniform() { return probabilityOf(static_cast<std::uint32_t>(m_random.next() >> 32U)); }

private:
    SplitMix64 m_random;
    double m_logRest;
    double m_next = -1;
};

void addLeakage(const SensorNoise& noise, std::uint64_t seed, std::span<float> rowDn)
{
    if (noise.hotPixelFraction <= 0) {
        return;
    }
    const auto count = static_cast<double>(rowDn.size());
    for (RarePlaces hot(noise.hotPixelFraction, seed); hot.next() < count; hot.goOn()) {
        rowDn[static_cast<std::size_t>(hot.next())] -= static_cast<float>(noise.hotPixelDn * std::log(hot.uniform()));
    }
}

}  // namespace

FrameNoise::FrameNoise(const SensorNoise& noise, PixelSize size, std::uint64_t seed) : m_noise(noise), m_seed(seed)
{
    requireUsable(noise);
    m_readQuantiles = readQuantiles(noise);
    m_rowDn = rowOffsets(noise, size.height, seed);
    m_columnDn = columnOffsets(noise, size.width, seed);
}

void FrameNoise::addToRow(int row, std::span<float> signalDn) const
{
    const std::uint64_t seed = seedOfPart(m_seed, FirstRow + static_cast<std::uint64_t>(row));
    SplitMix64 random(seed);
    const double gain = m_noise.gainDnPerElectron;
    const double electronsPerDn = 1 / gain;
    const auto readDn = static_cast<float>(m_noise.readDn);
    const float rowDn = m_rowDn.at(static_cast<std::size_t>(row));
    const std::size_t firstPosition = static_cast<std::size_t>(row % 2) * 2;
    const std::array<float, 2> offsetDn{rowDn + m_noise.blackErrorDn[firstPosition],
                                        rowDn + m_noise.blackErrorDn[firstPosition + 1]};
    for (std::size_t column = 0; column < signalDn.size(); ++column) {
        const std::uint64_t bits = random.next();
        const double electrons = poissonQuantile(static_cast<double>(signalDn[column]) * electronsPerDn,
                                                 static_cast<std::uint32_t>(bits >> 32U));
        const float readNoiseDn = readDn * m_readQuantiles->at(static_cast<std::uint32_t>(bits));
        signalDn[column] =
            static_cast<float>(gain * electrons) + readNoiseDn + offsetDn[column % 2] + m_columnDn[column];
    }
    addLeakage(m_noise, seedOfPart(seed, 1), signalDn);
}

std::uint16_t readOutDn(float aboveBlackDn, float blackDn, float whiteDn)
{
    return static_cast<std::uint16_t>(std::lrint(std::clamp(aboveBlackDn + blackDn, 0.0F, whiteDn)));
}

double tukeyLambdaQuantile(double lambda, double probability)
{
    if (std::abs(lambda) < kLogisticBelow) {
        return std::log(probability / (1 - probability));
    }
    return (std::pow(probability, lambda) - std::pow(1 - probability, lambda)) / lambda;
}

double tukeyLambdaDeviation(double lambda)
{
    if (std::abs(lambda) < kLogisticBelow) {
        constexpr double kLogisticDeviation = 1.8137993642342178;  // pi / sqrt(3)
        return kLogisticDeviation;
    }
    // Closed form, e.g. Joiner and Rosenblatt 1971: 2 / lambda^2 (1 / (1 + 2 lambda) - B(lambda + 1, lambda + 1)).
    // Not by lgamma, which writes a global and so races with itself; lambda is too small for tgamma to overflow.
    const double gamma = std::tgamma(lambda + 1);
    return std::sqrt(2 / (lambda * lambda) * (1 / (1 + 2 * lambda) - gamma * gamma / std::tgamma(2 * lambda + 2)));
}

}  // namespace scotopic
