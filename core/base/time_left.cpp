// SPDX-License-Identifier: MIT
#include "core/base/time_left.h"

#include <utility>

namespace scotopic {

namespace {

constexpr double kTellingSeconds = 1;
constexpr double kTellingFraction = 0.005;

}  // namespace

std::optional<double> TimeLeft::after(const Progress& progress, Clock::time_point now)
{
    if (progress.remainingSeconds || !progress.fraction) {
        return progress.remainingSeconds;
    }
    const bool isAnew = *progress.fraction < std::exchange(m_lastFraction, *progress.fraction);
    if (!m_start || isAnew) {
        m_start = now;
        m_startFraction = *progress.fraction;
    }
    const double seconds = std::chrono::duration<double>(now - *m_start).count();
    const double done = *progress.fraction - m_startFraction;
    if (seconds < kTellingSeconds || done < kTellingFraction) {
        return std::nullopt;
    }
    return seconds * (1 - *progress.fraction) / done;
}

}  // namespace scotopic
