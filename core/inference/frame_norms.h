// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/base/planes.h"
#include "core/inference/engine.h"
#include "core/inference/tiles.h"
#include "core/inference/work_progress.h"

#include <cstddef>
#include <vector>

namespace scotopic {

/// One frame's convolutions with its own statistics folded in.
struct FrameFolding {
    int run = 0;
    std::vector<Convolution> convolutions;
};

/// The normalisations of a model whose statistics are found anew for each frame, on the engine that runs it; none for
/// a model without. A job that JobContext::handOver() lets in may run another frame on the same engine in the middle
/// of this one, so install() puts this one's convolutions back.
class FrameNorms {
public:
    FrameNorms() = default;
    /// `plain`: the same network withoutNormalisation().
    FrameNorms(const Model& model, const PlainNetwork& plain);

    [[nodiscard]] bool isEmpty() const { return m_norms.empty(); }
    /// A frame that knows nothing of its statistics yet.
    [[nodiscard]] FrameFolding begin();
    void install(Engine& engine, const FrameFolding& folding);

    /// One normalisation after the other in order of execution, since each changes what the next one sees: for each of
    /// them the tiles are run up to it. They are installed at the end.
    void measureInTiles(Engine& engine, const Planes& frame, int tilePx, FrameFolding& folding, WorkProgress& progress,
                        const JobContext& context);
    /// The same in one pass over the whole frame, twice as long as a run of the network.
    void measureAtOnce(Engine& engine, const Planes& frame, FrameFolding& folding, WorkProgress& progress,
                       const JobContext& context);

    /// What the two compute, and hold at their peak beyond `folding`.
    [[nodiscard]] double flopsInTiles(PixelSize frame, int tilePx) const;
    [[nodiscard]] double flopsAtOnce(PixelSize frame) const;
    [[nodiscard]] std::size_t peakBytesInTiles(const Engine& engine, PixelSize frame, int tilePx) const;
    [[nodiscard]] std::size_t peakBytesAtOnce(const Engine& engine, PixelSize frame) const;
    /// Of the convolutions as they were and of one folding.
    [[nodiscard]] std::size_t weightBytes() const;

private:
    [[nodiscard]] std::vector<Tile> tilesFor(std::size_t norm, PixelSize frame, int tilePx) const;
    [[nodiscard]] std::size_t inputBytes(PixelSize tile) const;

    UNetOptions m_options;
    std::vector<BatchNorm> m_norms;
    std::vector<Convolution> m_originals;  // those that they follow, unfolded
    std::vector<int> m_measured;           // their places
    int m_runCount = 0;
    int m_installedRun = 0;  // whose convolutions the engine holds
};

}  // namespace scotopic
