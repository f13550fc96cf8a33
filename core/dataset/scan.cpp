// SPDX-License-Identifier: MIT
#include "core/dataset/scan.h"

#include "core/base/error.h"
#include "core/dataset/decode_pair.h"
#include "core/dataset/exclusions.h"
#include "core/raw/read_raw.h"

#include <filesystem>
#include <optional>
#include <set>

namespace scotopic {

namespace {

std::array<SplitSummary, 3> summariesOf(const std::vector<ImagePair>& pairs)
{
    std::array<SplitSummary, 3> splits;
    std::array<std::set<std::string>, 3> scenes;
    for (const ImagePair& pair : pairs) {
        const auto split = static_cast<std::size_t>(pair.split);
        ++splits[split].pairCount;
        splits[split].firstBurstPairCount += pair.burstIndex == 0 ? 1 : 0;
        ++splits[split].pairCountByRatio[pair.ratio.value];
        scenes[split].insert(pair.scene);
    }
    for (std::size_t split = 0; split < splits.size(); ++split) {
        splits[split].sceneCount = static_cast<int>(scenes[split].size());
    }
    return splits;
}

/// Looks at each file once; a ground truth is looked at with the first of its short exposures that can be read.
class FileInspector {
public:
    FileInspector(ScanDepth depth, const JobContext& context) : m_depth(depth), m_context(context) {}

    void inspect(const ImagePair& pair)
    {
        std::optional<SensorFrame> frame;
        noteProblem(pair.shortFile, [&] {
            frame = sensorFrameOf(pair.shortFile);
            if (m_depth == ScanDepth::Pixels) {
                static_cast<void>(readRaw(pair.shortFile, /*picture=*/1, m_context));
            }
        });
        if (frame && m_truths.insert(pair.longFile).second) {
            noteProblem(pair.longFile, [&] {
                if (m_depth == ScanDepth::Pixels) {
                    static_cast<void>(decodeLong(pair.longFile, *frame, m_context.reportingTo({})));
                } else {
                    requireFits(pair.longFile, *frame);
                }
            });
        }
    }

    [[nodiscard]] std::vector<PairProblem> problems() && { return std::move(m_problems); }

private:
    template <typename Look>
    void noteProblem(const std::filesystem::path& file, Look look)
    {
        try {
            look();
        } catch (const Error& error) {
            m_problems.push_back({file, error.what()});
        }
    }

    ScanDepth m_depth;
    const JobContext& m_context;
    std::set<std::filesystem::path> m_truths;
    std::vector<PairProblem> m_problems;
};

std::vector<std::string> publishedExclusionsIn(const std::vector<ImagePair>& pairs)
{
    std::set<std::string> scenes;
    for (const ImagePair& pair : pairs) {
        if (publishedExclusions().contains(pair.scene)) {
            scenes.insert(pair.scene);
        }
    }
    return {scenes.begin(), scenes.end()};
}

}  // namespace

DataSetScan scanDataSet(const PairSet& set, ScanDepth depth, const JobContext& context)
{
    FileInspector inspector(depth, context);
    for (std::size_t i = 0; i < set.pairs.size(); ++i) {
        context.handOver();
        context.report({.stage = "looking at files",
                        .fraction = static_cast<double>(i) / static_cast<double>(set.pairs.size()),
                        .remainingSeconds = std::nullopt});
        inspector.inspect(set.pairs[i]);
    }
    return {.splits = summariesOf(set.pairs),
            .missing = set.problems,
            .unreadable = std::move(inspector).problems(),
            .excludedScenes = publishedExclusionsIn(set.pairs)};
}

}  // namespace scotopic
