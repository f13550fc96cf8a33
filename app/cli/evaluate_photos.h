// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/figure_maker.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace scotopic::cli {

// What an evaluation does with raws and pictures, where the build can open and write them.

/// Throw UnsupportedInput in a build without LibRaw.
[[nodiscard]] Contestant classicalModel(const ScoringRatio& ratio);
[[nodiscard]] Contestant denoisedModel(const ScoringRatio& ratio, float noiseThreshold);
/// Empty in a build without LibRaw.
[[nodiscard]] std::function<ExposureRatio(const ImagePair&)> ratioSuggestion();
/// Pictures of `count` pairs below `folder`; null for none, and in a build without codecs.
[[nodiscard]] std::unique_ptr<FigureMaker> makeFigure(const std::filesystem::path& folder, const EvaluationJob& job,
                                                      int count);
/// Keeps small copies of what is rendered, for the window's Compare page; nothing in a build without codecs. The cache
/// has to outlive it.
[[nodiscard]] EvaluationListener thumbnailKeeper(const std::filesystem::path& folder, const DecodedCache& cache);

}  // namespace scotopic::cli
