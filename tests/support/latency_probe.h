// SPDX-License-Identifier: MIT
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace scotopic::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr double kMostMs = 500;  // sanitizers take ten times as long
#else
inline constexpr double kMostMs = 50;  // what a person notices
#endif

#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
inline constexpr double kFrameMs = 16;  // of sixty a second
#else
inline constexpr double kFrameMs = kMostMs;
#endif

inline double threadCpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A 5 ms timer in the window's thread: how long it was kept waiting, and how much of that the thread itself computed.
/// The second does not depend on what else the machine is doing.
class LatencyProbe : public QObject {
public:
    LatencyProbe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(5);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_worstGapMs = std::max(m_worstGapMs, static_cast<double>(m_wall.nsecsElapsed()) / 1e6);
            m_worstCpuMs = std::max(m_worstCpuMs, threadCpuMs() - m_lastCpuMs);
            ++m_tickCount;
            m_wall.start();
            m_lastCpuMs = threadCpuMs();
        });
        m_wall.start();
        m_lastCpuMs = threadCpuMs();
        m_timer.start();
    }

    [[nodiscard]] double worstGapMs() const { return m_worstGapMs; }
    [[nodiscard]] double worstCpuMs() const { return m_worstCpuMs; }
    [[nodiscard]] int tickCount() const { return m_tickCount; }

private:
    QTimer m_timer;
    QElapsedTimer m_wall;
    double m_lastCpuMs = 0;
    double m_worstGapMs = 0;
    double m_worstCpuMs = 0;
    int m_tickCount = 0;
};

}  // namespace scotopic::test
