// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <random>

namespace scotopic {

/// Draws that are the same on every machine: the standard fixes the engine, but not its distributions.
class RandomNumbers {
public:
    explicit RandomNumbers(std::uint64_t seed) : m_engine(seed) {}

    /// In (0, 1).
    double uniform();
    /// Mean 0, standard deviation 1.
    double gaussian();
    /// The number of events where `mean` are expected.
    double poisson(double mean);

private:
    std::mt19937_64 m_engine;
    std::optional<double> m_spareGaussian;
};

}  // namespace scotopic
