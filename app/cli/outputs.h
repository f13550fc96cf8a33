// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/photo_inputs.h"
#include "core/base/files.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace scotopic::cli {

/// Before any work is spent on it. Throws OutputFailed when `output` is one of the files that are read (by another
/// name or through a link too), when it exists and may not be replaced, or when its folder is missing or closed.
void requireFreeOutput(const std::filesystem::path& output, std::span<const std::filesystem::path> inputs,
                       IfExists ifExists);

/// One name for each input, in its subfolder of `folder`: "night.arw" gives "night.png". Inputs of the same name never
/// share an output: "night.arw" beside "night.dng" gives "night.arw.png" and "night.dng.png", and a second "night.arw"
/// of another folder "night.arw-2.png". Names that differ only in case count as equal, for file systems where they are.
[[nodiscard]] std::vector<std::filesystem::path>
outputNames(std::span<const PhotoInput> inputs, const std::filesystem::path& folder, const std::string& extension);

}  // namespace scotopic::cli
