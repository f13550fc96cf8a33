// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "core/image/picture_file.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace scotopic::cli {

/// "-"; a file of that name is "./-".
[[nodiscard]] bool isStandardOutput(const std::filesystem::path& output);

/// As requireFreeOutput(), before any work is spent on a picture. Standard output is free unless it is a terminal;
/// from then on it is the picture's alone, and what `console` prints goes to standard error. Throws OutputFailed.
void requireFreePictureOutput(const std::filesystem::path& output, std::span<const std::filesystem::path> inputs,
                              IfExists ifExists, Console& console);

/// writePicture(), or the same bytes to standard output; there Cancelled is thrown while nobody reads, and OutputFailed
/// when the reader is gone. Returns what of the photo's metadata could not be kept.
std::vector<std::string> deliverPicture(const std::filesystem::path& output, const SrgbPicture& picture,
                                        const PictureFileOptions& options, const PhotoMetadata& photo,
                                        const Provenance& provenance, const JobContext& context);

}  // namespace scotopic::cli
