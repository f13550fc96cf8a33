// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/evaluation/frame_scores.h"
#include "core/inference/frame.h"
#include "core/network/model.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace scotopic {

/// Turns short exposures into pictures: a network, or a rendering without one. Not thread-safe.
class Renderer {
public:
    virtual ~Renderer() = default;

    /// The picture of what the planes of a pair cover. Between tiles hands the device over and heeds cancellation.
    /// Throws as DecodedCache::shortOf() does, DeviceFailed, Cancelled, InvalidArgument (another CFA).
    [[nodiscard]] virtual RenderedFrame render(const DecodedCache& cache, std::size_t pair, ExposureRatio ratio,
                                               const JobContext& context) = 0;
    /// What computes it: "oneDNN 2.6.3, bf16, CPU".
    [[nodiscard]] virtual std::string description() const = 0;
};

/// A display model's output, or a camera-linear one's under studyRendering(): as its camera balanced it, with the
/// ground truth's tone. Throws as FrameNetwork does.
[[nodiscard]] std::unique_ptr<Renderer> makeNetworkRenderer(const Model& model, const EngineOptions& engine,
                                                            BnMode bnMode, std::optional<int> tilePx);

}  // namespace scotopic
