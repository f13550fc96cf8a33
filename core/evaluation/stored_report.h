// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/line_up.h"
#include "core/evaluation/report.h"

#include <filesystem>
#include <functional>

namespace scotopic {

/// True when `folder` holds what readReport() reads.
[[nodiscard]] bool isEvaluation(const std::filesystem::path& folder);

/// What an evaluation left in its folder (evaluateInto()): everything but the figure; contestants cannot render. Of one
/// that was interrupted before its end: the scores that are known, contestants that are labels alone, no facts.
/// Throws UnreadableInput (no evaluation there), CorruptInput naming the file.
[[nodiscard]] Report readReport(const std::filesystem::path& folder);

/// A contestant of a stored report that renders again: its model is read from its file. `classical` as in LineUp.
/// The cache has to outlive it. Throws as readModels() and PreciseModel do; UnreadableInput when its file is not known,
/// UnsupportedInput when the file has changed since.
[[nodiscard]] Contestant revived(const Contestant& stored, const ReportFacts& facts, const DecodedCache& cache,
                                 const std::function<Contestant(const ScoringRatio&)>& classical);

}  // namespace scotopic
