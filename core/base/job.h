// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace scotopic {

struct Progress {
    std::string stage;                       // what is being done, in the person's words: "network", "writing"
    std::optional<double> fraction;          // 0..1 of the whole job; none when it cannot be told
    std::optional<double> remainingSeconds;  // none until enough is known
};

/// What a job knows of the world: whether it should stop, whom to tell how far it is, when to let more urgent work go
/// first, and how many threads it may keep busy. It never sees a thread or a window. Copies share the same job. Usable
/// from the job's own thread.
class JobContext {
public:
    using Report = std::function<void(const Progress&)>;
    using HandOver = std::function<void()>;

    /// Never cancelled, reports to nobody: what tests use.
    JobContext() = default;
    explicit JobContext(std::stop_token stop, Report report = {}, HandOver handOver = {});

    void report(const Progress& progress) const;
    [[nodiscard]] bool isCancelled() const { return m_stop.stop_requested(); }
    [[nodiscard]] const std::stop_token& stopToken() const { return m_stop; }
    /// Throws Cancelled. Called between tiles and steps, never inside kernels.
    void throwIfCancelled() const;
    /// Between two steps or tiles: lets more urgent jobs of the same device run first, then throws Cancelled if this
    /// one was cancelled meanwhile.
    void handOver() const;
    /// The same job reporting elsewhere, e.g. one stage of several.
    [[nodiscard]] JobContext reportingTo(Report report) const;
    /// How many threads the job may keep busy, its own counted: at least 1. What runs several at once (parallel.h) and
    /// what calls kernels of many threads (threads.h) obeys it.
    [[nodiscard]] int threadCount() const;
    /// The same job with so many threads; 0: as the calling thread has (threads.h).
    [[nodiscard]] JobContext withThreads(int threads) const;

private:
    std::stop_token m_stop;
    Report m_report;
    HandOver m_handOver;
    int m_threads = 0;
};

}  // namespace scotopic
