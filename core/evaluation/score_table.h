// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/evaluate.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// results.csv: a line for each picture of each contestant under each protocol, with everything that the protocol means
/// (RFC 4180, numbers that read back exactly).
[[nodiscard]] std::string scoresCsv(const std::vector<ImageScore>& scores);
/// What scoresCsv() wrote; nothing where there is no file. Throws CorruptInput naming file and line.
[[nodiscard]] std::vector<ImageScore> readScores(const std::filesystem::path& file);

}  // namespace scotopic
