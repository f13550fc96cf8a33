// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace scotopic {

/// How the model that is used where none is named is asked for.
inline constexpr const char* kDefaultModel = "default";
/// What pictures made without a network name as their model, and how that rendering is asked for.
inline constexpr const char* kClassicalModel = "classical";

/// What makes a picture, as a person names it; the same words wherever a model is asked for.
struct ModelChoice {
    enum class Kind { Default, Classical, File };
    Kind kind = Kind::Default;
    std::filesystem::path file;                          // of Kind::File
    std::optional<float> noiseThreshold = std::nullopt;  // 200 of "classical:200": LibRaw's, in 16-bit counts

    friend bool operator==(const ModelChoice&, const ModelChoice&) = default;
};

/// "default", "classical" and "classical:N", in any case; every other word is a file (one that is named like these is
/// written ./default). Throws InvalidArgument for an empty word and for an N that is not a number above 0 and at most
/// 65535.
[[nodiscard]] ModelChoice parseModelChoice(const std::string& word);
/// The word for it; parseModelChoice() gives the same choice again.
[[nodiscard]] std::string toText(const ModelChoice& choice);

/// The file of the network that is meant; none: the classical rendering. Throws UnreadableInput where the default model
/// is meant and there is none.
[[nodiscard]] std::optional<std::filesystem::path> modelFileOf(const ModelChoice& choice);
/// The same where a network is needed: throws InvalidArgument for the classical rendering.
[[nodiscard]] std::filesystem::path networkFileOf(const ModelChoice& choice);

/// The model that is used where none is named; none: the classical rendering. The environment's SCOTOPIC_MODEL says it
/// (a file, or "classical"), else it is the one that comes with the program.
[[nodiscard]] std::optional<std::filesystem::path> defaultModelFile();

/// share/scotopic/models/default.safetensors, looked for from the folder of `program` upwards: an installed program has
/// it beside its bin folder, a build tree at its top.
[[nodiscard]] std::optional<std::filesystem::path> modelShippedWith(const std::filesystem::path& program);

}  // namespace scotopic
