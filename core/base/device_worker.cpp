// SPDX-License-Identifier: MIT
#include "core/base/device_worker.h"

#include "core/base/error.h"
#include "core/base/threads.h"

#include <algorithm>
#include <utility>

namespace scotopic {

struct DeviceWorker::Job {
    Priority priority = Priority::Interactive;
    Work work;
    OnFinished onFinished;
    JobContext::Report report;
    std::stop_source stop;
};

DeviceWorker::DeviceWorker() : m_thread([this](const std::stop_token& stop) { runUntilStopped(stop); }) {}

DeviceWorker::~DeviceWorker()
{
    // Not under the lock: whoever listens to a job's stop may submit another one. Jobs still waiting see m_allStop
    // as soon as the thread takes them, and end as cancelled without having begun.
    m_allStop.request_stop();
    m_thread.request_stop();
    m_thread.join();
}

std::stop_source DeviceWorker::submit(Priority priority, Work work, OnFinished onFinished, JobContext::Report report)
{
    auto job = std::make_unique<Job>();
    job->priority = priority;
    job->work = std::move(work);
    job->onFinished = std::move(onFinished);
    job->report = std::move(report);
    std::stop_source stop = job->stop;
    {
        const std::scoped_lock lock(m_mutex);
        const auto lessUrgent = std::find_if(m_waiting.begin(), m_waiting.end(),
                                             [&](const auto& other) { return other->priority > priority; });
        m_waiting.insert(lessUrgent, std::move(job));
    }
    m_jobArrived.notify_one();
    return stop;
}

void DeviceWorker::runUntilStopped(const std::stop_token& stop)
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_jobArrived.wait(lock, stop, [this] { return !m_waiting.empty(); });
        }
        const std::unique_ptr<Job> job = takeNext(nullptr);
        if (!job) {
            return;  // stopped, and every waiting job has been told so
        }
        run(*job);
    }
}

void DeviceWorker::runMoreUrgentThan(Priority priority)
{
    while (const std::unique_ptr<Job> job = takeNext(&priority)) {
        run(*job);
    }
}

std::unique_ptr<DeviceWorker::Job> DeviceWorker::takeNext(const Priority* lessUrgentThan)
{
    const std::scoped_lock lock(m_mutex);
    if (m_waiting.empty() || (lessUrgentThan != nullptr && m_waiting.front()->priority >= *lessUrgentThan)) {
        return nullptr;
    }
    std::unique_ptr<Job> next = std::move(m_waiting.front());
    m_waiting.pop_front();
    return next;
}

void DeviceWorker::run(Job& job)
{
    // Stopping the worker stops every job; stopping a job stops that job only.
    const std::stop_callback stopWithWorker(m_allStop.get_token(), [&job] { job.stop.request_stop(); });
    const JobContext context(job.stop.get_token(), job.report,
                             [this, priority = job.priority] { runMoreUrgentThan(priority); });
    const ThreadsHere all(allThreads());  // whatever job it lets wait has
    std::exception_ptr failure;
    try {
        context.throwIfCancelled();
        job.work(context);
    } catch (...) {
        failure = std::current_exception();
    }
    job.work = nullptr;  // frees what the work captured before anyone hears that it ended
    job.onFinished(failure);
}

}  // namespace scotopic
