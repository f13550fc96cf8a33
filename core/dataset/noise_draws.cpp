// SPDX-License-Identifier: MIT
#include "core/dataset/noise_draws.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace scotopic {

namespace {

// From so many events on the expansion below hits the right whole number but for a few draws in a thousand.
constexpr double kManyEvents = 12;
constexpr int kMostOfFew = 63;  // whose probability is below 2^-32 where few are expected

constexpr auto kReciprocals = [] {
    std::array<double, kMostOfFew + 1> values{};
    for (int i = 1; i <= kMostOfFew; ++i) {
        values[static_cast<std::size_t>(i)] = 1.0 / i;
    }
    return values;
}();

/// The sum of probabilities is followed until it passes the one that is looked for.
double fewEvents(double mean, double probability)
{
    double ofThis = std::exp(-mean);
    double ofAll = ofThis;
    std::size_t count = 0;
    while (ofAll < probability && count < kMostOfFew) {
        ++count;
        ofThis *= mean * kReciprocals[count];
        ofAll += ofThis;
    }
    return static_cast<double>(count);
}

/// Giles 2016 (ACM TOMS 42, algorithm 955), the Cornish-Fisher expansion: a normal deviate and what skews it.
double manyEvents(double mean, double deviate)
{
    const double root = std::sqrt(mean);
    const double square = deviate * deviate;
    const double count = mean + root * deviate + (1.0 / 3 + square / 6) - deviate * (1 + square / 2) / (36 * root);
    return std::max(0.0, std::floor(count));
}

}  // namespace

QuantileTable::QuantileTable(Quantile quantile) : m_quantile(std::move(quantile)), m_knots(kCells + 1)
{
    for (std::uint32_t knot = 1; knot < kCells / 2; ++knot) {
        m_knots[knot] = m_quantile(static_cast<double>(knot) / kCells);
        m_knots[kCells - knot] = -m_knots[knot];
    }
}

float normalQuantile(double probability)
{
    // Acklam's rational approximation (2003), relative error below 1.2e-9.
    const double tail = std::min(probability, 1 - probability);
    if (tail >= 0.02425) {
        const double q = probability - 0.5;
        const double r = q * q;
        return static_cast<float>(
            (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
               + 1.383577518672690e+02)
                  * r
              - 3.066479806614716e+01)
                 * r
             + 2.506628277459239e+00)
            * q
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                 + 6.680131188771972e+01)
                    * r
                - 1.328068155288572e+01)
                   * r
               + 1));
    }
    const double q = std::sqrt(-2 * std::log(tail));
    const double below = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                            - 2.549732539343734e+00)
                               * q
                           + 4.374664141464968e+00)
                              * q
                          + 2.938163982698783e+00)
                         / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                             + 3.754408661907416e+00)
                                * q
                            + 1);
    return static_cast<float>(probability < 0.5 ? below : -below);
}

const QuantileTable& normalQuantiles()
{
    static const QuantileTable kTable(normalQuantile);
    return kTable;
}

double poissonQuantile(double mean, std::uint32_t bits)
{
    if (mean < kManyEvents) {
        return mean > 0 ? fewEvents(mean, probabilityOf(bits)) : 0;
    }
    return manyEvents(mean, static_cast<double>(normalQuantiles().at(bits)));
}

}  // namespace scotopic
