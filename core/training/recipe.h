// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/training_options.h"

#include <filesystem>
#include <string>

namespace scotopic {

/// Every field of the options as an indented JSON object: what --recipe reads and a run stores. The same options give
/// the same text.
[[nodiscard]] std::string recipeJson(const TrainingOptions& options);

/// What is left out keeps the value of `defaults`; null switches an optional field off. Throws CorruptInput (not JSON)
/// and InvalidArgument (an unknown field, a value that cannot be used), each naming `source` and the field.
[[nodiscard]] TrainingOptions parseRecipe(const std::string& json, const std::string& source,
                                          const TrainingOptions& defaults = {});
/// A file with such an object, or a run.json, which has one. Also throws UnreadableInput.
[[nodiscard]] TrainingOptions readRecipe(const std::filesystem::path& file, const TrainingOptions& defaults = {});

}  // namespace scotopic
