// SPDX-License-Identifier: MIT
#include "core/base/parallel.h"

#include "core/base/start_threads.h"
#include "core/base/threads.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace scotopic {

namespace {

class ParallelRun {
public:
    ParallelRun(const ParallelOptions& options, const ParallelTask& task, const JobContext& context)
        : m_options(options), m_task(task), m_context(context), m_threads(threadsFor(options, context)),
          m_own(JobContext(m_stop.get_token()).withThreads(std::max(context.threadCount() / m_threads, 1)))
    {
    }

    void run()
    {
        const std::stop_callback stopWithJob(m_context.stopToken(), [this] { m_stop.request_stop(); });
        const bool onlyListens = m_threads > 1 && m_options.onSteps;
        {
            const std::vector<std::jthread> helpers = startHelpers(onlyListens ? m_threads : m_threads - 1);
            onlyListens && !helpers.empty() ? listen() : work();
        }
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        m_context.throwIfCancelled();
    }

private:
    static int threadsFor(const ParallelOptions& options, const JobContext& context)
    {
        const int allowed =
            options.mostThreads > 0 ? std::min(options.mostThreads, context.threadCount()) : context.threadCount();
        return static_cast<int>(std::clamp<std::size_t>(options.taskCount, 1, static_cast<std::size_t>(allowed)));
    }

    std::vector<std::jthread> startHelpers(int count)
    {
        m_runningHelpers = count;
        std::vector<std::jthread> helpers = startThreads(count, [this] {
            work();
            const std::scoped_lock lock(m_mutex);
            --m_runningHelpers;
            m_changed.notify_all();
        });
        const std::scoped_lock lock(m_mutex);
        m_runningHelpers -= count - static_cast<int>(helpers.size());
        return helpers;
    }

    void work()
    {
        const ThreadsHere share(m_own.threadCount());
        while (const std::optional<std::size_t> task = takeTask()) {
            try {
                m_task(*task, m_own, [this] { noteStep(); });
            } catch (...) {
                endWith(std::current_exception());
            }
        }
    }

    std::optional<std::size_t> takeTask()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_isHandingOver || m_stop.stop_requested(); });
        if (m_nextTask == m_options.taskCount || m_stop.stop_requested()) {
            return std::nullopt;
        }
        return m_nextTask++;
    }

    /// Within a task; on the asking thread, where that works itself, what telling throws ends the work in the same way
    /// as elsewhere, whatever the task catches.
    void noteStep()
    {
        std::size_t steps = 0;
        {
            const std::scoped_lock lock(m_mutex);
            steps = ++m_stepsDone;
            m_changed.notify_all();
        }
        if (std::this_thread::get_id() == m_askingThread) {
            tell(steps);
        }
    }

    void listen()
    {
        std::unique_lock lock(m_mutex);
        for (std::size_t told = 0;;) {
            m_changed.wait(lock, [&] { return m_runningHelpers == 0 || m_stepsDone != told; });
            if (m_stepsDone == told) {
                return;
            }
            told = m_stepsDone;
            lock.unlock();
            tell(told);
            lock.lock();
        }
    }

    void tell(std::size_t steps)
    {
        if (m_stop.stop_requested()) {
            return;
        }
        setHandingOver(true);
        try {
            if (m_options.onSteps) {
                m_options.onSteps(steps);
            }
            m_context.handOver();
        } catch (...) {
            endWith(std::current_exception());
        }
        setHandingOver(false);
    }

    void setHandingOver(bool isHandingOver)
    {
        const std::scoped_lock lock(m_mutex);
        m_isHandingOver = isHandingOver;
        m_changed.notify_all();
    }

    void endWith(std::exception_ptr failure)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_failure = m_failure ? m_failure : std::move(failure);
        }
        m_stop.request_stop();
    }

    const ParallelOptions& m_options;
    const ParallelTask& m_task;
    const JobContext& m_context;
    const int m_threads;
    const std::thread::id m_askingThread = std::this_thread::get_id();

    std::stop_source m_stop;
    const JobContext m_own;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    // Guarded by m_mutex:
    std::size_t m_nextTask = 0;
    int m_runningHelpers = 0;
    std::size_t m_stepsDone = 0;
    bool m_isHandingOver = false;
    std::exception_ptr m_failure;
};

}  // namespace

void runInParallel(const ParallelOptions& options, const ParallelTask& task, const JobContext& context)
{
    ParallelRun(options, task, context).run();
}

}  // namespace scotopic
