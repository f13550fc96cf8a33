// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: a decoded cache's table of contents, cache.json.
#include "core/dataset/decoded_file.h"
#include "core/dataset/pair.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace scotopic {

struct CacheIndex {
    std::vector<ImagePair> pairs;                  // by name
    std::map<std::string, DecodedFileInfo> files;  // by path inside the folder
    int missingBursts = 0;  // short exposures beyond the first of a burst that nobody asked to decode
};

/// "short/00001_00_0.04s.counts" and "long/00001_00_10s.srgb": paths inside the folder.
[[nodiscard]] std::string shortKeyOf(const ImagePair& pair);
[[nodiscard]] std::string longKeyOf(const ImagePair& pair);

[[nodiscard]] std::filesystem::path indexFileOf(const std::filesystem::path& folder);
/// There from the moment a cache is begun.
[[nodiscard]] std::filesystem::path lockFileOf(const std::filesystem::path& folder);
/// Throws OutputFailed.
void writeIndex(const std::filesystem::path& folder, const CacheIndex& index);
/// Throws UnreadableInput, UnsupportedInput (another version), CorruptInput.
[[nodiscard]] CacheIndex readIndex(const std::filesystem::path& folder);

}  // namespace scotopic
