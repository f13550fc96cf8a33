// SPDX-License-Identifier: MIT
#include "core/base/parallel.h"

#include "core/base/error.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace scotopic {

namespace {

class ParallelRun {
public:
    ParallelRun(const ParallelOptions& options, const ParallelTask& task, const JobContext& context)
        : m_options(options), m_task(task), m_context(context)
    {
    }

    void run()
    {
        const auto cores = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
        const auto wanted = static_cast<std::size_t>(m_options.threads > 0 ? m_options.threads : cores);
        m_runningThreads = std::min(wanted, m_options.taskCount);
        std::vector<std::jthread> threads;
        for (std::size_t i = 0, count = m_runningThreads; i < count; ++i) {
            threads.emplace_back([this] { work(); });
        }
        tellStepsUntilDone();
        threads.clear();  // joins
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        m_context.throwIfCancelled();
    }

private:
    void work()
    {
        while (const std::optional<std::size_t> task = takeTask()) {
            try {
                m_task(*task, [this] { noteStep(); });
            } catch (...) {
                const std::scoped_lock lock(m_mutex);
                m_failure = m_failure ? m_failure : std::current_exception();
            }
        }
        const std::scoped_lock lock(m_mutex);
        --m_runningThreads;
        m_changed.notify_all();
    }

    std::optional<std::size_t> takeTask()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_nextTask == m_options.taskCount || m_failure || m_context.isCancelled()) {
            return std::nullopt;
        }
        return m_nextTask++;
    }

    void noteStep()
    {
        const std::scoped_lock lock(m_mutex);
        ++m_stepsDone;
        m_changed.notify_all();
    }

    /// What telling threw: the threads have to be told to stop before it goes on.
    [[nodiscard]] std::exception_ptr tell(std::size_t steps) const
    {
        try {
            if (m_options.onSteps) {
                m_options.onSteps(steps);
            }
        } catch (...) {
            return std::current_exception();
        }
        return nullptr;
    }

    void tellStepsUntilDone()
    {
        std::unique_lock lock(m_mutex);
        for (std::size_t told = 0; m_runningThreads > 0 || m_stepsDone != told;) {
            m_changed.wait(lock, [&] { return m_runningThreads == 0 || m_stepsDone != told; });
            if (m_stepsDone == told) {
                break;
            }
            told = m_stepsDone;
            lock.unlock();
            const std::exception_ptr failure = tell(told);
            lock.lock();
            m_failure = m_failure ? m_failure : failure;
        }
    }

    const ParallelOptions& m_options;
    const ParallelTask& m_task;
    const JobContext& m_context;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    // Guarded by m_mutex:
    std::size_t m_nextTask = 0;
    std::size_t m_runningThreads = 0;
    std::size_t m_stepsDone = 0;
    std::exception_ptr m_failure;
};

}  // namespace

void runInParallel(const ParallelOptions& options, const ParallelTask& task, const JobContext& context)
{
    ParallelRun(options, task, context).run();
}

}  // namespace scotopic
