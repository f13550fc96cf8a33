// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: where a data set's pairs are named, before their files are looked for.
#include "core/dataset/pair_list.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

struct PairSources {
    std::vector<ListedPair> pairs;
    std::vector<std::filesystem::path> bases;  // folders that names are relative to, the first that fits counts
    std::vector<std::string> notes = {};       // as in PairSet
};

/// Throws as findPairs().
[[nodiscard]] PairSources listPairs(const std::filesystem::path& source);

}  // namespace scotopic
