// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

struct TextLine {
    std::string text;   // without line end and surrounding blanks
    std::string place;  // "lists/pairs.csv:3"
};

/// The lines of a small text file that are neither empty nor begin with '#'; a byte order mark and carriage returns
/// are dropped. Throws UnreadableInput, and CorruptInput for a file that is not text.
[[nodiscard]] std::vector<TextLine> readTextLines(const std::filesystem::path& file);

}  // namespace scotopic
