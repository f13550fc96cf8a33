// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <chrono>
#include <optional>

namespace scotopic {

/// The time that a job still takes, from how far it came in the time it had. Asked at each report, on one thread.
class TimeLeft {
public:
    using Clock = std::chrono::steady_clock;

    /// In seconds: what the job says itself, else an estimate; none until enough of it is done. A fraction that falls
    /// is that of a new stage.
    [[nodiscard]] std::optional<double> after(const Progress& progress, Clock::time_point now = Clock::now());
    /// Another job begins.
    void restart() { m_start.reset(); }

private:
    std::optional<Clock::time_point> m_start;  // when the fraction was first known
    double m_startFraction = 0;
    double m_lastFraction = 0;
};

}  // namespace scotopic
