// SPDX-License-Identifier: MIT
#include "core/dataset/decode_queue.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

namespace scotopic {

namespace {

// LibRaw's 16-bit working picture of four channels, its mosaic, the rendering and the part that is cut out.
constexpr std::size_t kDevelopBytesPerPhotosite = 32;

std::size_t largestFrameBytes(const std::vector<DecodeTask>& tasks)
{
    std::size_t largest = 1;
    for (const DecodeTask& task : tasks) {
        largest = std::max(largest, task.frame.size.area() * kDevelopBytesPerPhotosite);
    }
    return largest;
}

/// What new work may take: the page cache, which fills with the set that is read, is given back for it.
std::size_t availableBytes()
{
    std::ifstream file("/proc/meminfo");
    for (std::string line; std::getline(file, line);) {
        std::size_t kibibytes = 0;
        if (std::sscanf(line.c_str(), "MemAvailable: %zu kB", &kibibytes) == 1) {
            return kibibytes * 1024;
        }
    }
    const auto freePages = static_cast<std::size_t>(std::max(::sysconf(_SC_AVPHYS_PAGES), 1L));
    return freePages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// As many as there are cores, while their frames fill no more than half of the available memory.
int usefulThreads(const std::vector<DecodeTask>& tasks, int wanted)
{
    const std::size_t inMemory = std::max<std::size_t>(availableBytes() / 2 / largestFrameBytes(tasks), 1);
    const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
    const std::size_t threads = wanted > 0 ? static_cast<std::size_t>(wanted) : std::min(cores, inMemory);
    return static_cast<int>(std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(tasks.size(), 1)));
}

class DecodeQueue {
public:
    DecodeQueue(std::vector<DecodeTask> tasks, CacheWriter& writer, const JobContext& context)
        : m_tasks(std::move(tasks)), m_writer(writer), m_context(context)
    {
        for (const DecodeTask& task : m_tasks) {
            m_totalBytes += task.bytes;
        }
    }

    /// The asking thread works too: it alone may report and let urgent jobs go first, between two of its files.
    std::vector<PairProblem> run(int threadCount)
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < threadCount; ++i) {
            others.emplace_back([this] { work([](double) {}); });
        }
        work([this](double fraction) {
            m_context.report(
                {.stage = "decoding the data set", .fraction = fraction, .remainingSeconds = std::nullopt});
            m_context.handOver();
        });
        others.clear();  // joins
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        m_context.throwIfCancelled();
        return std::move(m_problems);
    }

private:
    /// On any thread: what is thrown is kept for the asking one, and ends the work of all.
    void work(const std::function<void(double fraction)>& tell)
    {
        try {
            while (const DecodeTask* const task = takeTask()) {
                tell(noted(*task, failureOf(*task)));
            }
        } catch (...) {
            const std::scoped_lock lock(m_mutex);
            m_failure = m_failure ? m_failure : std::current_exception();
        }
    }

    const DecodeTask* takeTask()
    {
        const std::scoped_lock lock(m_mutex);
        const bool isOver = m_next == m_tasks.size() || m_failure || m_context.isCancelled();
        return isOver ? nullptr : &m_tasks[m_next++];
    }

    [[nodiscard]] std::exception_ptr failureOf(const DecodeTask& task) const
    {
        try {
            decode(task);
            return nullptr;
        } catch (...) {
            return std::current_exception();
        }
    }

    void decode(const DecodeTask& task) const
    {
        if (task.kind == DecodedKind::Short) {
            const ShortExposure decoded = decodeShort(task.pair.shortFile);
            m_writer.writeShort(task.pair, decoded.view(), task.origin);
        } else {
            const GroundTruth truth = decodeLong(task.pair.longFile, task.frame, JobContext(m_context.stopToken()));
            m_writer.writeLong(task.pair, truth.view(), task.origin);
        }
    }

    /// How much of the work is done then.
    double noted(const DecodeTask& task, const std::exception_ptr& failure)
    {
        const std::scoped_lock lock(m_mutex);
        m_doneBytes += task.bytes;
        if (failure) {
            note(task, failure);
        }
        return static_cast<double>(m_doneBytes) / static_cast<double>(m_totalBytes);
    }

    void note(const DecodeTask& task, const std::exception_ptr& failure)  // with the mutex held
    {
        try {
            std::rethrow_exception(failure);
        } catch (const OutputFailed&) {
            m_failure = failure;
        } catch (const Error& error) {
            m_problems.push_back(
                {task.kind == DecodedKind::Short ? task.pair.shortFile : task.pair.longFile, error.what()});
        } catch (const Cancelled&) {
            // run() throws it once for all
        } catch (...) {
            m_failure = failure;
        }
    }

    const std::vector<DecodeTask> m_tasks;
    CacheWriter& m_writer;
    const JobContext& m_context;
    std::uint64_t m_totalBytes = 0;

    std::mutex m_mutex;
    // Guarded by m_mutex:
    std::size_t m_next = 0;
    std::uint64_t m_doneBytes = 0;
    std::exception_ptr m_failure;
    std::vector<PairProblem> m_problems;
};

}  // namespace

std::vector<PairProblem> decodeAll(std::vector<DecodeTask> tasks, CacheWriter& writer, int threads,
                                   const JobContext& context)
{
    if (tasks.empty()) {
        return {};
    }
    const int threadCount = usefulThreads(tasks, threads);
    return DecodeQueue(std::move(tasks), writer, context).run(threadCount);
}

}  // namespace scotopic
