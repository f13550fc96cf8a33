// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

namespace scotopic {

/// How the model that is used where none is named is asked for.
inline constexpr const char* kDefaultModel = "default";

/// The model that is used where none is named; none: the classical rendering. The environment's SCOTOPIC_MODEL says it
/// (a file, or "classical"), else it is the one that comes with the program.
[[nodiscard]] std::optional<std::filesystem::path> defaultModelFile();

/// share/scotopic/models/default.safetensors, looked for from the folder of `program` upwards: an installed program has
/// it beside its bin folder, a build tree at its top.
[[nodiscard]] std::optional<std::filesystem::path> modelShippedWith(const std::filesystem::path& program);

}  // namespace scotopic
