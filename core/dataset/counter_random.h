// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace scotopic {

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a counter with the golden ratio's increment, passed through a
/// finaliser of 64 bits. Small, the same on every machine, and good from the first number on.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t counter) : m_counter(counter) {}

    std::uint64_t next()
    {
        std::uint64_t value = m_counter += 0x9E3779B97F4A7C15U;
        value = (value ^ value >> 30U) * 0xBF58476D1CE4E5B9U;
        value = (value ^ value >> 27U) * 0x94D049BB133111EBU;
        return value ^ value >> 31U;
    }

private:
    std::uint64_t m_counter;
};

/// What a series of draws is for: two purposes never share numbers.
enum class DrawPurpose : std::uint64_t { SceneOrder = 1, Burst = 2, Patch = 3 };

/// Random numbers that depend on nothing but (seed, epoch, index, purpose), so that any sample of a run can be drawn
/// again without the ones before it, in any thread.
class CounterRandom {
public:
    CounterRandom(std::uint64_t seed, std::uint64_t epoch, std::uint64_t index, DrawPurpose purpose)
        : m_numbers(keyed(keyed(keyed(keyed(0, seed), epoch), index), static_cast<std::uint64_t>(purpose)))
    {
    }

    /// Uniform in [0, count); count is at least 1.
    std::uint64_t below(std::uint64_t count)
    {
        // The first values are as many as do not fit a whole number of rounds: left out, no value is likelier.
        const std::uint64_t leftOver = (0 - count) % count;
        for (;;) {
            if (const std::uint64_t value = m_numbers.next(); value >= leftOver) {
                return value % count;
            }
        }
    }

    bool coin() { return m_numbers.next() >> 63U != 0; }

private:
    static std::uint64_t keyed(std::uint64_t state, std::uint64_t key) { return SplitMix64(state ^ key).next(); }

    SplitMix64 m_numbers;
};

}  // namespace scotopic
