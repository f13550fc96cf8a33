// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace scotopic {

/// What goes first when several jobs want the device. Equals run in the order they came.
enum class Priority { Interactive, Evaluation, Training };

/// One device, one thread: runs jobs one at a time, the most urgent first. A running job that calls
/// JobContext::handOver() lets every more urgent job that waits run to its end before it goes on, on the same thread,
/// so the device's memory and cores belong to one computation at a time.
/// submit() may be called from any thread. The destructor stops the running job, drops the waiting ones (their
/// `onFinished` gets Cancelled) and joins.
class DeviceWorker {
public:
    using Work = std::function<void(const JobContext&)>;
    /// Called once on the worker's thread after the work ended: null after success, else what it threw (Cancelled
    /// for a job that was stopped or dropped). Must not throw.
    using OnFinished = std::function<void(std::exception_ptr)>;

    DeviceWorker();
    ~DeviceWorker();
    DeviceWorker(const DeviceWorker&) = delete;
    DeviceWorker& operator=(const DeviceWorker&) = delete;

    /// The returned source stops exactly this job, whether it runs or waits.
    std::stop_source submit(Priority priority, Work work, OnFinished onFinished, JobContext::Report report = {});

private:
    struct Job;

    void runUntilStopped(const std::stop_token& stop);
    void runMoreUrgentThan(Priority priority);
    std::unique_ptr<Job> takeNext(const Priority* lessUrgentThan);
    void run(Job& job);

    std::mutex m_mutex;
    std::condition_variable_any m_jobArrived;
    std::deque<std::unique_ptr<Job>> m_waiting;  // guarded by m_mutex; most urgent first, then oldest first
    std::stop_source m_allStop;
    std::jthread m_thread;  // last: joined before anything it uses is destroyed
};

}  // namespace scotopic
