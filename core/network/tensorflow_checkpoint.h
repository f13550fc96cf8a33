// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"

#include <filesystem>
#include <optional>

namespace scotopic {

/// The index file of the TensorFlow V2 checkpoint that `file` belongs to: the index itself, a `.data-*` or `.meta`
/// beside it, the common prefix of them (which is no file), or the text file `checkpoint` that names the newest of
/// them. None when it is no such name. Throws UnreadableInput for a `.data-*` or `.meta` whose index is missing.
[[nodiscard]] std::optional<std::filesystem::path> checkpointIndexOf(const std::filesystem::path& file);

/// Throws UnreadableInput naming the file, UnsupportedInput and CorruptInput without.
[[nodiscard]] ForeignModel readTensorFlowCheckpoint(const std::filesystem::path& index);

}  // namespace scotopic
