// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <random>

namespace scotopic {

/// The seed of one part of something that has a seed of its own: of row `part` of a frame, of pair `part` of a set.
/// Parts drawn this way do not depend on the order, or the threads, in which they are drawn.
[[nodiscard]] std::uint64_t seedOfPart(std::uint64_t seed, std::uint64_t part);

/// Draws that are the same on every machine: the standard fixes the engine, but not its distributions.
class RandomNumbers {
public:
    explicit RandomNumbers(std::uint64_t seed) : m_engine(seed) {}

    /// In (0, 1).
    double uniform();
    double uniform(double from, double to) { return from + (to - from) * uniform(); }
    /// Whose logarithm is uniform; both above 0.
    double logUniform(double from, double to);
    /// Mean 0, standard deviation 1.
    double gaussian();
    /// The number of events where `mean` are expected.
    double poisson(double mean);

private:
    std::mt19937_64 m_engine;
    std::optional<double> m_spareGaussian;
};

}  // namespace scotopic
