// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: a clean set's table of contents, clean.json, and its files, which are those of a decoded
// cache's ground truths (decoded_file.h).
#include "core/dataset/clean_set.h"
#include "core/dataset/decoded_file.h"

#include <filesystem>
#include <vector>

namespace scotopic {

struct CleanEntry {
    CleanPicture picture;
    DecodedFileInfo file;
};

[[nodiscard]] std::filesystem::path cleanIndexOf(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path cleanFileOf(const std::filesystem::path& folder, const std::string& name);

/// Throws OutputFailed.
void writeCleanIndex(const std::filesystem::path& folder, const std::vector<CleanEntry>& entries);
/// Throws UnreadableInput, UnsupportedInput (another version), CorruptInput.
[[nodiscard]] std::vector<CleanEntry> readCleanIndex(const std::filesystem::path& folder);

}  // namespace scotopic
