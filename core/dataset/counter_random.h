// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace scotopic {

/// What a series of draws is for: two purposes never share numbers.
enum class DrawPurpose : std::uint64_t { SceneOrder = 1, Burst = 2, Patch = 3 };

/// Random numbers that depend on nothing but (seed, epoch, index, purpose), so that any sample of a run can be drawn
/// again without the ones before it, in any thread. SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a counter with
/// the golden ratio's increment, passed through a finaliser of 64 bits; the four keys set where the counter begins.
class CounterRandom {
public:
    CounterRandom(std::uint64_t seed, std::uint64_t epoch, std::uint64_t index, DrawPurpose purpose)
    {
        for (const std::uint64_t key : {seed, epoch, index, static_cast<std::uint64_t>(purpose)}) {
            m_counter = finalised(m_counter + kIncrement) ^ key;
        }
        m_counter = finalised(m_counter);
    }

    std::uint64_t next() { return finalised(m_counter += kIncrement); }

    /// Uniform in [0, count); count is at least 1.
    std::uint64_t below(std::uint64_t count)
    {
        // The first values are as many as do not fit a whole number of rounds: left out, no value is likelier.
        const std::uint64_t leftOver = (0 - count) % count;
        for (;;) {
            if (const std::uint64_t value = next(); value >= leftOver) {
                return value % count;
            }
        }
    }

    bool coin() { return next() >> 63U != 0; }

private:
    static constexpr std::uint64_t kIncrement = 0x9E3779B97F4A7C15U;

    static std::uint64_t finalised(std::uint64_t value)
    {
        value = (value ^ value >> 30U) * 0xBF58476D1CE4E5B9U;
        value = (value ^ value >> 27U) * 0x94D049BB133111EBU;
        return value ^ value >> 31U;
    }

    std::uint64_t m_counter = 0;
};

}  // namespace scotopic
