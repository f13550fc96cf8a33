// SPDX-License-Identifier: MIT
#include "core/dataset/build_cache.h"

#include "core/base/bytes_text.h"
#include "core/base/error.h"
#include "core/dataset/cache_writer.h"
#include "core/dataset/decode_pair.h"
#include "core/dataset/decode_queue.h"
#include "core/raw/read_raw.h"

#include <algorithm>
#include <map>
#include <set>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// The file system's own needs, and the index.
constexpr std::uint64_t kSpareBytes = std::uint64_t{16} << 20U;

std::vector<ImagePair> wantedPairs(const PairSet& set, const CacheBuildOptions& options)
{
    std::vector<ImagePair> wanted;
    std::ranges::copy_if(set.pairs, std::back_inserter(wanted), [&options](const ImagePair& pair) {
        return std::ranges::find(options.splits, pair.split) != options.splits.end()
               && (options.bursts == Bursts::All || pair.burstIndex == 0);
    });
    return wanted;
}

DecodedOrigin originOfLong(const ImagePair& pair)
{
    return originOf(pair.longFile, isPicture(pair.longFile) ? "" : libRawVersion());
}

bool isReady(const CacheContents& contents, const ImagePair& pair)
{
    try {
        return contents.hasShort(pair, originOf(pair.shortFile, libRawVersion()))
               && contents.hasLong(pair, originOfLong(pair));
    } catch (const UnreadableInput&) {
        return false;
    }
}

struct Work {
    CachePlan plan;
    std::vector<DecodeTask> tasks;
};

/// What of the wanted pairs has to be decoded.
class WorkPlanner {
public:
    WorkPlanner(const CacheContents& contents, const JobContext& context) : m_contents(contents), m_context(context) {}

    Work planned(const std::vector<ImagePair>& wanted)
    {
        m_work.plan.pairCount = wanted.size();
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            m_context.handOver();
            m_context.report({.stage = "looking at files",
                              .fraction = static_cast<double>(i) / static_cast<double>(wanted.size()),
                              .remainingSeconds = std::nullopt});
            try {
                add(wanted[i]);
            } catch (const Error& error) {
                m_work.plan.unreadable.push_back({wanted[i].shortFile, error.what()});
            }
        }
        return std::move(m_work);
    }

private:
    void add(const ImagePair& pair)
    {
        const DecodedOrigin shortOrigin = originOf(pair.shortFile, libRawVersion());
        const DecodedOrigin longOrigin = originOfLong(pair);
        const bool needsShort = !m_contents.hasShort(pair, shortOrigin);
        const bool isNewLong = !m_truths.contains(pair.longFile);
        const bool needsLong = isNewLong && !m_contents.hasLong(pair, longOrigin);
        const SensorFrame frame = needsShort || needsLong ? sensorFrameOf(pair.shortFile) : SensorFrame{};
        if (needsShort) {
            push({DecodedKind::Short, pair, frame, shortOrigin, frame.shortBytes()});
        }
        if (needsLong) {
            push({DecodedKind::Long, pair, frame, longOrigin, frame.longBytes()});
        }
        m_work.plan.filesReady += (needsShort ? 0U : 1U) + (isNewLong && !needsLong ? 1U : 0U);
        m_truths.insert(pair.longFile);  // only now: a pair whose short exposure is refused must not take it along
    }

    void push(DecodeTask task)
    {
        ++m_work.plan.filesToDecode;
        m_work.plan.bytesToWrite += task.bytes;
        m_work.tasks.push_back(std::move(task));
    }

    const CacheContents& m_contents;
    const JobContext& m_context;
    std::set<fs::path> m_truths;
    Work m_work;
};

void requireRoom(const fs::path& folder, std::uint64_t bytesToWrite, std::optional<std::uint64_t> freeBytes)
{
    std::error_code error;
    const std::uint64_t available = freeBytes.value_or(fs::space(folder, error).available);
    if (!error && bytesToWrite > 0 && bytesToWrite + kSpareBytes > available) {
        throw OutputFailed(folder, "the decoded data set needs " + bytesText(bytesToWrite + kSpareBytes)
                                       + " there, but only " + bytesText(available) + " are free");
    }
}

int burstsIn(const std::vector<ImagePair>& pairs)
{
    return static_cast<int>(
        std::count_if(pairs.begin(), pairs.end(), [](const ImagePair& pair) { return pair.burstIndex != 0; }));
}

/// The index over what is there now. When the disk is full there may be no room for it; the old one then stays.
std::map<std::string, std::string> finish(CacheWriter& writer, const PairSet& set, Bursts bursts)
{
    std::vector<ImagePair> ready;
    std::ranges::copy_if(set.pairs, std::back_inserter(ready),
                         [&writer](const ImagePair& pair) { return isReady(writer, pair); });
    return writer.finish(ready, bursts == Bursts::All ? 0 : burstsIn(set.pairs) - burstsIn(ready));
}

void finishWhatIsDone(CacheWriter& writer, const PairSet& set, Bursts bursts)
{
    try {
        static_cast<void>(finish(writer, set, bursts));
    } catch (const OutputFailed&) {
        // What interrupted the work is told instead; the files speak for themselves the next time.
    }
}

}  // namespace

CachePlan planCache(const PairSet& set, const fs::path& folder, const CacheBuildOptions& options,
                    const JobContext& context)
{
    const CacheContents contents(folder);
    return WorkPlanner(contents, context).planned(wantedPairs(set, options)).plan;
}

CacheReport buildCache(const PairSet& set, const fs::path& folder, const CacheBuildOptions& options,
                       const JobContext& context)
{
    CacheWriter writer(folder, context);
    const std::vector<ImagePair> wanted = wantedPairs(set, options);
    Work work = WorkPlanner(writer, context).planned(wanted);
    if (options.onPlan) {
        options.onPlan(work.plan);
    }
    requireRoom(folder, work.plan.bytesToWrite, options.freeBytes);

    CacheReport report{.plan = work.plan, .pairsReady = 0, .failures = work.plan.unreadable};
    try {
        const std::vector<PairProblem> failures = decodeAll(std::move(work.tasks), writer, context);
        report.failures.insert(report.failures.end(), failures.begin(), failures.end());
    } catch (const OutputFailed&) {
        finishWhatIsDone(writer, set, options.bursts);
        throw;
    } catch (const Cancelled&) {
        finishWhatIsDone(writer, set, options.bursts);
        throw;
    }
    const std::map<std::string, std::string> refusals = finish(writer, set, options.bursts);
    for (const ImagePair& pair : set.pairs) {
        if (const auto refusal = refusals.find(pair.name); refusal != refusals.end()) {
            report.failures.push_back({pair.shortFile, refusal->second});
        }
    }
    report.pairsReady = static_cast<std::size_t>(std::ranges::count_if(
        wanted, [&](const ImagePair& pair) { return !refusals.contains(pair.name) && isReady(writer, pair); }));
    return report;
}

}  // namespace scotopic
