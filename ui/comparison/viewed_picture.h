// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/frame_scores.h"
#include "core/metrics/difference_map.h"
#include "ui/comparison/open_evaluation.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/viewer/histogram.h"
#include "ui/viewer/picture_patch.h"

#include <QString>

#include <cstddef>
#include <map>
#include <memory>
#include <string>

namespace scotopic {

// The viewer's pictures are the grid's columns but the first.
inline constexpr int kInputPicture = ScoreGridModel::Input - 1;
inline constexpr int kTruthPicture = ScoreGridModel::Truth - 1;
inline constexpr int kFirstContestantPicture = ScoreGridModel::FirstContestant - 1;

/// A picture of a pair at full size, as the viewer shows it.
struct ViewedPicture {
    std::shared_ptr<const RenderedFrame> frame;  // null for the input, which cannot be scored
    PicturePatch patch;                          // over the whole frame
    Histogram histogram;
};

/// How a difference is coloured: what the ends of the colour bar stand for.
struct MapScale {
    double low = 0;
    double high = 0;
};
[[nodiscard]] MapScale scaleOf(DifferenceKind kind);
/// The colour of a value, opaque.
[[nodiscard]] QRgb mapColour(DifferenceKind kind, double value);

// For a worker's thread; throw as the cache does.
[[nodiscard]] ViewedPicture truthPicture(const DecodedCache& cache, std::size_t pair);
[[nodiscard]] ViewedPicture amplifiedInput(const DecodedCache& cache, std::size_t pair);
[[nodiscard]] PicturePatch differencePatch(DifferenceKind kind, const RenderedFrame& picture,
                                           const RenderedFrame& truth);

/// Renders contestants' pictures again. Only the device worker's thread calls it. Keeps what was read of the models,
/// but no network: those would hold a gigabyte between two pictures.
class PictureRenderer {
public:
    explicit PictureRenderer(std::shared_ptr<const OpenEvaluation> evaluation);

    /// At the ratio that it was scored with. Throws as revived() and renderers do; InvalidArgument without a cache or
    /// when the pair is not in it.
    [[nodiscard]] ViewedPicture render(const std::string& pair, std::size_t contestant, ExposureRatio ratio,
                                       const JobContext& context);

private:
    std::shared_ptr<const OpenEvaluation> m_evaluation;
    std::map<std::size_t, Contestant> m_revived;
};

}  // namespace scotopic
