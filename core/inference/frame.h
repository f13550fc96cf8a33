// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/base/planes.h"
#include "core/inference/engine.h"
#include "core/inference/tiles.h"

#include <functional>
#include <optional>

namespace scotopic {

enum class BnMode { Running, Image };
[[nodiscard]] BnMode parseBnMode(const std::string& word);  // "running", "image"
/// Whether statistics are found anew for each frame: BN's by BnMode::Image, group normalisation's always.
[[nodiscard]] bool measuresFrames(Normalisation normalisation, BnMode bnMode);

/// What FrameNetwork::run() may hold unless the tile size is given: a 12 MP photo then takes less than 1 GiB with all
/// that surrounds it, a 61 MP one less than 2.5 GiB, and larger tiles would save less than a tenth of the time.
inline constexpr std::size_t kDefaultMemoryBytes = std::size_t{512} << 20U;

struct FrameOptions {
    std::optional<int> tilePx;  // none: the largest for which peakBytes() is within memoryBytes
    std::size_t memoryBytes = kDefaultMemoryBytes;
    std::optional<PixelRect> region;  // in plane pixels; none: the whole frame
    std::optional<FocusPoint> focus;
};

/// A finished tile: `where` in plane pixels, cut to the frame and the region; `rgb` holds where.size * upscale
/// pixels, float32, unclamped, interleaved.
struct FrameTile {
    PixelRect where;
    OutputTile output;
};
using OnTile = std::function<void(const FrameTile&)>;

/// A model on an engine, run over whole frames in tiles; the result does not depend on the tile size. The frame is
/// padded to multiples of 16 by repeating its last row and column, as the untiled network would have to be.
/// Not thread-safe, but a job that run() hands over to may run another frame on the same object: neither changes the
/// other's result.
class FrameNetwork {
public:
    /// Folds running statistics; BnMode::Image computes them anew for each frame (before the first tile comes, and
    /// for the whole frame even when a region is asked for; at once where memoryBytes allow it and no tile size is
    /// given, else in tiles). For a model without batch normalisation both are the same.
    FrameNetwork(const Model& model, const EngineOptions& options, BnMode bnMode);
    ~FrameNetwork();
    FrameNetwork(FrameNetwork&&) noexcept;
    FrameNetwork& operator=(FrameNetwork&&) noexcept;

    /// Calls `onTile` for each tile, on the calling thread; between tiles hands the device over and heeds
    /// cancellation. Reports stages "statistics" and "network". Throws Cancelled, DeviceFailed, InvalidArgument
    /// (planes that the network does not take).
    void run(const Planes& frame, const FrameOptions& options, const OnTile& onTile, const JobContext& context);

    /// Gives back the buffers that are kept for the next run.
    void releaseBuffers();

    /// What run() will hold at its peak beyond its arguments, and the tile size it will take. Without a given size
    /// that of the smallest tiles may exceed memoryBytes.
    [[nodiscard]] std::size_t peakBytes(PixelSize frame, const FrameOptions& options) const;
    [[nodiscard]] int tilePx(PixelSize frame, const FrameOptions& options) const;
    [[nodiscard]] const Engine& engine() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace scotopic
