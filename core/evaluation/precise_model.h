// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/dataset/exclusions.h"
#include "core/evaluation/contestant.h"
#include "core/inference/engine.h"
#include "core/network/model.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// Training patches that precise statistics are taken over unless said otherwise.
inline constexpr int kPrecisePatches = 200;

/// A model whose running statistics are computed anew over patches of the cache's train split (recalibrate.h): its
/// `_00` files, as in training. The same for the same model, data and number of patches. Not thread-safe; the cache
/// has to outlive it.
class PreciseModel {
public:
    /// Measures nothing yet. Throws InvalidArgument without batch normalisation and when the split is empty.
    PreciseModel(Model source, const DecodedCache& cache, const Exclusions& exclusions, int patches, DeviceId device);

    [[nodiscard]] const Model& source() const { return m_source; }
    /// Everything that decides the statistics: source, patches, and the files that they are drawn from.
    [[nodiscard]] std::string identity() const;
    /// Measured when it is first asked for. Throws as recalibrated() and the cache do.
    [[nodiscard]] const Model& measured(const JobContext& context);

private:
    [[nodiscard]] Planes patch(int index) const;

    Model m_source;
    const DecodedCache& m_cache;
    std::vector<std::size_t> m_candidates;
    int m_patches;
    int m_patchPx;
    int m_patchesPerEpoch;
    DeviceId m_device;
    std::optional<Model> m_measured;
};

/// The model with its precise statistics as a contestant; they are measured when the first of its pictures has to be
/// rendered, and once for all contestants that share it.
[[nodiscard]] Contestant preciseContestant(const std::shared_ptr<PreciseModel>& model, const std::string& name,
                                           const ScoringRatio& ratio, const EngineOptions& engine,
                                           std::optional<int> tilePx);

}  // namespace scotopic
