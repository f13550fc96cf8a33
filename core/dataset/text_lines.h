// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

struct TextLine {
    std::string text;   // without line end and surrounding blanks
    std::string whole;  // with those blanks: a tab may stand for an empty column
    std::string place;  // "lists/pairs.csv:3"
};

/// The lines of a text file that are neither empty nor begin with '#'. Lines end with LF, CRLF or CR; UTF-16 becomes
/// UTF-8; byte order marks and DOS's Ctrl-Z at the end are dropped. Throws UnreadableInput, and CorruptInput for a file
/// of more than 64 MiB, a line of more than 64 KiB, and what is no text.
[[nodiscard]] std::vector<TextLine> readTextLines(const std::filesystem::path& file);

/// The whole text of such a file, in UTF-8.
[[nodiscard]] std::string readWholeText(const std::filesystem::path& file);

/// `text` without the blanks around it: spaces, tabs, and the no-break spaces that spreadsheets leave.
[[nodiscard]] std::string trimmed(const std::string& text);

}  // namespace scotopic
