// SPDX-License-Identifier: MIT
#include "core/base/random_numbers.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace scotopic {

std::uint64_t seedOfPart(std::uint64_t seed, std::uint64_t part)
{
    // SplitMix64 (Steele, Lea and Flood 2014): neighbouring parts get unrelated seeds.
    constexpr std::uint64_t kGoldenGamma = 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = seed + (part + 1) * kGoldenGamma;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
    return mixed ^ mixed >> 31;
}

double RandomNumbers::uniform()
{
    constexpr double kStep = 1.0 / 9007199254740992.0;  // 2^-53
    return (static_cast<double>(m_engine() >> 11) + 0.5) * kStep;
}

double RandomNumbers::logUniform(double from, double to)
{
    return std::exp(uniform(std::log(from), std::log(to)));
}

double RandomNumbers::gaussian()
{
    if (m_spareGaussian) {
        const double spare = *m_spareGaussian;
        m_spareGaussian.reset();
        return spare;
    }
    // Box and Muller 1958: two at a time.
    const double radius = std::sqrt(-2 * std::log(uniform()));
    const double angle = 2 * std::numbers::pi * uniform();
    m_spareGaussian = radius * std::sin(angle);
    return radius * std::cos(angle);
}

double RandomNumbers::poisson(double mean)
{
    constexpr double kNearlyGaussian = 50;
    if (mean > kNearlyGaussian) {
        return std::max(0.0, std::round(mean + std::sqrt(mean) * gaussian()));
    }
    // Knuth: count arrivals until their waiting times pass `mean`.
    const double limit = std::exp(-mean);
    double product = uniform();
    double count = 0;
    while (product > limit) {
        product *= uniform();
        ++count;
    }
    return count;
}

}  // namespace scotopic
