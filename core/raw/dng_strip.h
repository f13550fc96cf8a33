// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/dng_facts.h"

#include <filesystem>
#include <optional>
#include <string>

namespace scotopic {

/// Whether LibRaw of some version reads the picture wrongly or not at all where this program can: tiles without
/// compression (0.20 takes them for one strip, whatever they show) and integers compressed by deflate.
[[nodiscard]] bool needsPlainStrip(const DngPicture& picture);

/// The bytes of a DNG that is like `file` but as LibRaw can read it: each mosaic that needs it as one plain 16-bit
/// strip, no pointer to metadata beyond the file's end and no impossible DefaultScale, at which it gives up. None where
/// the file may stay as it is.
/// Throws CorruptInput for data that are cut off or cannot be unpacked.
[[nodiscard]] std::optional<std::string> asLibRawReads(const std::filesystem::path& file, TiffReader& reader,
                                                       const DngFacts& facts);

}  // namespace scotopic
