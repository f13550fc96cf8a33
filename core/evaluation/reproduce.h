// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"
#include "core/evaluation/figure_maker.h"
#include "core/evaluation/report.h"
#include "core/training/train.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace scotopic {

struct ReproductionJob {
    const DecodedCache* cache = nullptr;
    std::filesystem::path folder;  // gets runs/, and what evaluateInto() writes
    TrainingOptions training;      // of all three networks; `network.normalisation` is set for each
    Exclusions exclusions;         // of training and evaluation
    EngineOptions engine;          // of the evaluation
    std::optional<int> tilePx;
    int precisePatches = 200;  // training patches for the precise statistics of batch normalisation
    ReportFacts facts;         // the caller's part, as evaluateInto() takes it
    /// May be empty: then there are no pictures.
    std::function<std::unique_ptr<FigureMaker>(const EvaluationJob&)> makeFigure;
    EvaluationListener listener;  // of the evaluation
};

/// The whole study: trains the baseline, the single-BN and the double-BN network (runs/baseline, runs/single-bn,
/// runs/double-bn), scores their last weights on the test split with every kind of statistics, by the study's protocol
/// with and without the misaligned scenes, and writes its table beside the published numbers and its figure
/// (figure2.png too). Called again, it goes on where it was interrupted; a larger number of epochs trains on.
/// `listener` gets what each training tells. Throws as train() and evaluateInto() do, InvalidArgument when a run there
/// has another recipe or other pairs.
Report reproduce(const ReproductionJob& job, const TrainingListener& listener, const JobContext& context);

}  // namespace scotopic
