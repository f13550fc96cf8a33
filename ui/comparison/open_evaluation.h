// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/dataset/decoded_cache.h"
#include "core/evaluation/report.h"
#include "core/evaluation/thumbnails.h"
#include "ui/comparison/evaluation_setup.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// An evaluation that is shown: its report as far as it is there, and where its pictures come from.
struct OpenEvaluation {
    std::filesystem::path folder;
    Report report;
    std::shared_ptr<const DecodedCache> cache;  // null when its folder is gone
    QString cacheProblem;                       // why, in a sentence

    [[nodiscard]] Thumbnails thumbnails() const { return {folder, report.facts.fingerprint}; }
    /// Of the cache; none without it.
    [[nodiscard]] std::optional<std::size_t> pairNamed(const std::string& name) const;
};

/// What an evaluation tells the window while it goes: first what takes part, then scores as they come.
struct EvaluationPart {
    std::shared_ptr<const OpenEvaluation> started;  // without scores; null in later parts
    std::vector<ImageScore> scores;
    QString note;  // a sentence about data that is left out
};

// For a worker's thread. All throw what core's functions do.
/// Decodes, scores and writes into the setup's folder; known scores there are taken over.
[[nodiscard]] OpenEvaluation runEvaluation(const EvaluationSetup& setup,
                                           const std::function<void(EvaluationPart)>& send, const JobContext& context);
[[nodiscard]] OpenEvaluation openEvaluation(const std::filesystem::path& folder);
/// A small picture of a column as ScoreGridModel has them, by Thumbnails; empty where there is none.
[[nodiscard]] std::string thumbnailJpeg(const OpenEvaluation& evaluation, const std::string& pair, int column);

}  // namespace scotopic
