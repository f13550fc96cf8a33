// SPDX-License-Identifier: MIT
#include "core/dataset/align_photos.h"

#include "core/base/error.h"
#include "core/dataset/decode_pair.h"

#include <map>
#include <optional>

namespace scotopic {

namespace {

/// The ground truth as one short exposure's frame cuts it; bursts share it.
class SharedTruth {
public:
    const GroundTruth& of(const ImagePair& pair, const SensorFrame& frame, const JobContext& context)
    {
        const bool isTheSame = m_truth && m_frame.size == frame.size && m_frame.packed == frame.packed
                               && m_frame.orientation == frame.orientation;
        if (!isTheSame) {
            m_truth = decodeLong(pair.longFile, frame, context);
            m_frame = frame;
        }
        return *m_truth;
    }

private:
    SensorFrame m_frame;
    std::optional<GroundTruth> m_truth;
};

CheckedPair checkedPair(const ImagePair& pair, SharedTruth& truth, const AlignmentLimits& limits,
                        const JobContext& context)
{
    try {
        const SensorFrame frame = sensorFrameOf(pair.shortFile);
        const ShortExposure dark = decodeShort(pair.shortFile, context);
        const GroundTruth& bright = truth.of(pair, frame, context);
        return judged(pair, alignPair(dark.view(), bright.view(), pair.ratio), limits);
    } catch (const Error& error) {
        return {.pair = pair, .alignment = {}, .verdict = Verdict::Failed, .reason = error.what()};
    }
}

}  // namespace

std::vector<CheckedPair> checkPhotos(const std::vector<ImagePair>& pairs, const AlignmentLimits& limits,
                                     const JobContext& context)
{
    std::map<std::filesystem::path, std::vector<std::size_t>> byTruth;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        byTruth[pairs[i].longFile].push_back(i);
    }
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [file, group] : byTruth) {
        groups.push_back(std::move(group));
    }
    const auto check = [&](const std::vector<std::size_t>& group, const JobContext& own) {
        SharedTruth truth;
        std::vector<CheckedPair> checked;
        for (const std::size_t index : group) {
            own.throwIfCancelled();
            checked.push_back(checkedPair(pairs[index], truth, limits, own));
        }
        return checked;
    };
    return checkGroups(groups, check, context);
}

}  // namespace scotopic
