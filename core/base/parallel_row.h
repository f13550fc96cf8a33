// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/base/start_threads.h"
#include "core/base/threads.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <stop_token>
#include <utility>
#include <variant>

namespace scotopic {

/// An endless row of items, counted from 0, that background threads make before they are asked for; which thread makes
/// an item says nothing about it. take() is for one thread.
template <typename Item>
class ParallelRow {
public:
    /// Makes one item; called from several threads at once. `own` is cancelled when the row is destroyed.
    using Make = std::function<Item(long index, const JobContext& own)>;

    /// Keeps up to `ahead` items ready, made by `threads` threads of one thread's work each. Without any, or where the
    /// system has none to give, take() makes the items itself.
    ParallelRow(int ahead, int threads, Make make) : m_ahead(std::max(ahead, threads)), m_make(std::move(make))
    {
        m_threads = startThreads(threads, [this] { makeUntilStopped(); });
    }

    /// Stops the items that are being made, and waits for their threads.
    ~ParallelRow() { m_stop.request_stop(); }

    ParallelRow(const ParallelRow&) = delete;
    ParallelRow& operator=(const ParallelRow&) = delete;

    /// The next item. Throws what making it threw, and Cancelled when `context` is cancelled while it is waited for.
    Item take(const JobContext& context)
    {
        std::unique_lock lock(m_mutex);
        if (m_threads.empty() && !m_made.contains(m_nextToTake)) {
            makeNext(lock, JobContext(context.stopToken()));
        }
        if (!m_madeOne.wait(lock, context.stopToken(), [this] { return m_made.contains(m_nextToTake); })) {
            throw Cancelled{};
        }
        Outcome outcome = std::move(m_made.extract(m_nextToTake).mapped());
        ++m_nextToTake;
        m_hasRoom.notify_one();
        lock.unlock();
        if (const auto* const failure = std::get_if<std::exception_ptr>(&outcome)) {
            std::rethrow_exception(*failure);
        }
        return std::get<Item>(std::move(outcome));
    }

    /// Returns when as many items are ready as are kept; throws Cancelled.
    void waitUntilReady(const JobContext& context)
    {
        std::unique_lock lock(m_mutex);
        const auto isReady = [this] { return std::ssize(m_made) >= m_ahead; };
        while (m_threads.empty() && !isReady() && !context.isCancelled()) {
            makeNext(lock, JobContext(context.stopToken()));
        }
        if (!m_madeOne.wait(lock, context.stopToken(), isReady)) {
            throw Cancelled{};
        }
    }

private:
    using Outcome = std::variant<Item, std::exception_ptr>;

    void makeUntilStopped()
    {
        const ThreadsHere one(1);
        std::unique_lock lock(m_mutex);
        while (m_hasRoom.wait(lock, m_own.stopToken(), [this] { return m_nextToMake < m_nextToTake + m_ahead; })
               && !m_own.isCancelled()) {
            makeNext(lock, m_own);
        }
    }

    void makeNext(std::unique_lock<std::mutex>& lock, const JobContext& own)
    {
        const long index = m_nextToMake++;
        lock.unlock();
        Outcome outcome = outcomeOf(index, own);
        lock.lock();
        m_made.emplace(index, std::move(outcome));
        m_madeOne.notify_all();
    }

    [[nodiscard]] Outcome outcomeOf(long index, const JobContext& own) const
    {
        try {
            return m_make(index, own);
        } catch (...) {
            return std::current_exception();
        }
    }

    const int m_ahead;
    const Make m_make;

    std::mutex m_mutex;
    std::condition_variable_any m_madeOne;  // told to who takes
    std::condition_variable_any m_hasRoom;  // told to one thread for each item that was taken
    // Guarded by m_mutex:
    long m_nextToMake = 0;
    long m_nextToTake = 0;
    std::map<long, Outcome> m_made;  // at most m_ahead, and those being made

    std::stop_source m_stop;
    const JobContext m_own{m_stop.get_token()};
    std::vector<std::jthread> m_threads;  // last: joined before anything they use is destroyed
};

}  // namespace scotopic
