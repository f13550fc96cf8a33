// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "core/image/picture_file.h"

#include <filesystem>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace scotopic::cli {

/// What the person said about the picture file.
struct PictureWords {
    std::optional<PictureFormat> format;
    std::optional<int> bits;
    std::optional<int> jpegQuality;
    IfExists ifExists = IfExists::Refuse;
    MetadataKept metadata = MetadataKept::All;
};

/// --format, --bits, --quality, --metadata and --overwrite.
void addPictureOptions(CLI::App& app, PictureWords& words, const std::string& formatHelp, const std::string& usualBits);

/// How to write `output`, whose extension decides the format where there is one; an empty `output` (its name is made
/// later) takes PNG unless --format says otherwise, and "-" (standard output) needs --format. JPEG has 8 bits, others
/// `usualBits` unless --bits says otherwise. Throws InvalidArgument for an extension without a format, one that
/// contradicts --format, and a 16-bit JPEG.
[[nodiscard]] PictureFileOptions pictureOptions(const PictureWords& words, const std::filesystem::path& output,
                                                int usualBits, Console& console);

}  // namespace scotopic::cli
