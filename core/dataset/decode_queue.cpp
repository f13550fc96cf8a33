// SPDX-License-Identifier: MIT
#include "core/dataset/decode_queue.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
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

/// Whose frames fill no more than half of the available memory.
int threadsInMemory(const std::vector<DecodeTask>& tasks)
{
    constexpr std::size_t kMost = 1024;
    return static_cast<int>(std::clamp<std::size_t>(availableBytes() / 2 / largestFrameBytes(tasks), 1, kMost));
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

    std::vector<PairProblem> run()
    {
        const auto report = [this](std::size_t) {
            const double fraction = static_cast<double>(m_doneBytes) / static_cast<double>(m_totalBytes);
            m_context.report(
                {.stage = "decoding the data set", .fraction = fraction, .remainingSeconds = std::nullopt});
        };
        const auto decodeOne = [this](std::size_t task, const JobContext& own, const StepDone& stepDone) {
            decodeOrNote(task, own);
            m_doneBytes += m_tasks[task].bytes;
            stepDone();
        };
        runInParallel({.taskCount = m_tasks.size(), .mostThreads = threadsInMemory(m_tasks), .onSteps = report},
                      decodeOne, m_context);
        std::vector<PairProblem> problems;
        for (auto& [task, problem] : m_problems) {
            problems.push_back(std::move(problem));
        }
        return problems;
    }

private:
    void decodeOrNote(std::size_t index, const JobContext& own)
    {
        const DecodeTask& task = m_tasks[index];
        try {
            decode(task, own);
        } catch (const OutputFailed&) {
            throw;
        } catch (const Error& error) {
            const std::scoped_lock lock(m_mutex);
            m_problems.emplace(
                index,
                PairProblem{task.kind == DecodedKind::Short ? task.pair.shortFile : task.pair.longFile, error.what()});
        }
    }

    void decode(const DecodeTask& task, const JobContext& own) const
    {
        if (task.kind == DecodedKind::Short) {
            const ShortExposure decoded = decodeShort(task.pair.shortFile, own);
            m_writer.writeShort(task.pair, decoded.view(), task.origin);
        } else {
            const GroundTruth truth = decodeLong(task.pair.longFile, task.frame, own);
            m_writer.writeLong(task.pair, truth.view(), task.origin);
        }
    }

    const std::vector<DecodeTask> m_tasks;
    CacheWriter& m_writer;
    const JobContext& m_context;
    std::uint64_t m_totalBytes = 0;
    std::atomic<std::uint64_t> m_doneBytes = 0;

    std::mutex m_mutex;
    std::map<std::size_t, PairProblem> m_problems;  // guarded by m_mutex; by task
};

}  // namespace

std::vector<PairProblem> decodeAll(std::vector<DecodeTask> tasks, CacheWriter& writer, const JobContext& context)
{
    return tasks.empty() ? std::vector<PairProblem>() : DecodeQueue(std::move(tasks), writer, context).run();
}

}  // namespace scotopic
