// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/training_options.h"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace scotopic::cli {

/// What the command line says of a run, to be laid over a recipe, a run that goes on, or the study's defaults.
using RecipeChanges = std::vector<std::function<void(TrainingOptions&)>>;

/// Every field of a recipe that has an option of its own.
void addRecipeOptions(CLI::App& command, RecipeChanges& changes);

/// Throws InvalidArgument where a drop of the rate is asked for with a cosine.
[[nodiscard]] TrainingOptions withChanges(TrainingOptions options, const RecipeChanges& changes);

/// "2000:1e-5"; "none" is no drop. Throws InvalidArgument.
[[nodiscard]] std::optional<LearningRateDrop> parseDrop(const std::string& word);

}  // namespace scotopic::cli
