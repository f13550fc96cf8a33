// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace scotopic {

/// A tensor of another program's file: its shape now, its values when they are wanted.
struct ForeignTensor {
    std::vector<std::int64_t> shape;
    std::function<std::vector<float>()> read;  // row-major; throws CorruptInput or UnsupportedInput
};

/// The tensors of one dict or file, by their names there.
struct ForeignGroup {
    std::string path;  // "state_dict"; empty for the file's top level
    std::map<std::string, ForeignTensor> tensors;
    std::vector<std::string> others;  // entries that are no tensors
};

struct ForeignModel {
    std::string format;                              // as in ImportReport
    std::vector<ForeignGroup> groups;                // outermost first, never empty
    std::vector<std::filesystem::path> dataFiles{};  // those of its tensors' values that are not in the file itself
    std::vector<std::string> unloaded{};             // as in ImportReport
};

}  // namespace scotopic
