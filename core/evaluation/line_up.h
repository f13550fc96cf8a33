// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/decoded_cache.h"
#include "core/dataset/exclusions.h"
#include "core/evaluation/contestant.h"
#include "core/inference/engine.h"
#include "core/network/model.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// A model file that is to be scored.
struct NamedModel {
    std::string name;  // unique among those read together
    std::filesystem::path file;
    Model model;
};

/// Names are those noted in the files, else the files'; where two share one, the folder comes in front, then a number
/// behind. Throws as openModel() and requireUsableLight() do.
[[nodiscard]] std::vector<NamedModel> readModels(const std::vector<std::filesystem::path>& files);

/// Which contestants are made of the models.
struct LineUp {
    std::vector<NormStatistics> statistics{NormStatistics::Running};
    ScoringRatio ratio;  // Automatic: beside the ground truth's, so that its cost shows
    EngineOptions engine;
    std::optional<int> tilePx;
    /// Makes the classical rendering's contestant (classicalContestant()); empty: it does not take part.
    std::function<Contestant(const ScoringRatio&)> classical;
};

/// Each model with each kind of statistics that makes a difference for it, at each ratio. The cache has to outlive
/// them. Throws as PreciseModel does.
[[nodiscard]] std::vector<Contestant> contestantsOf(const LineUp& lineUp, const std::vector<NamedModel>& models,
                                                    const DecodedCache& cache, const Exclusions& exclusions);

}  // namespace scotopic
