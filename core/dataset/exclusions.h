// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/files.h"
#include "core/dataset/pair.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace scotopic {

/// Scenes ("10034") or pairs ("10034_00_0.1s") that are to be left out, each with the reason, which may be empty.
using Exclusions = std::map<std::string, std::string>;

/// The test scenes of SID that are misaligned and that its authors ask to leave out (reference, section 1).
[[nodiscard]] const Exclusions& publishedExclusions();
[[nodiscard]] bool isExcluded(const ImagePair& pair, const Exclusions& exclusions);
/// Those that leave out any of the pairs.
[[nodiscard]] Exclusions matchingExclusions(const Exclusions& exclusions, const std::vector<ImagePair>& pairs);
/// Indices of the pairs of a split that are not excluded, in the order given.
[[nodiscard]] std::vector<std::size_t> pairsOf(Split split, const std::vector<ImagePair>& pairs,
                                               const Exclusions& exclusions = {});

/// A text file with one scene or pair a line; what follows a '#' is the reason. A name with blanks,
/// '#' or quotes is in double quotes, its own doubled.
/// Throws UnreadableInput, and CorruptInput naming file and line when there is more than one word.
[[nodiscard]] Exclusions readExclusions(const std::filesystem::path& file);
/// Atomically. Throws OutputFailed.
void writeExclusions(const std::filesystem::path& file, const Exclusions& exclusions, IfExists ifExists);

}  // namespace scotopic
