// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes_text.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace scotopic::cli {

/// A file's name as it may be printed: see withoutControls().
[[nodiscard]] std::string nameText(const std::filesystem::path& file);
/// "0.12 s", "12 s", "3:20 min", "2:05 h".
[[nodiscard]] std::string durationText(double seconds);
/// As printf's %g with this many significant digits.
[[nodiscard]] std::string numberText(double value, int significantDigits = 6);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, const std::string& between);

using Field = std::pair<std::string, std::string>;
/// "name   value" lines with the values, withoutControls(), below each other; fields without a value are left out.
[[nodiscard]] std::string alignedFields(const std::vector<Field>& fields, const std::string& indent = "");
/// Columns as wide as their widest cell: the first flush left, the others flush right.
[[nodiscard]] std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace scotopic::cli
