// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace scotopic {

/// Endings that say "camera raw" by themselves: ".arw", in lower case. Those of LibRaw's supported cameras
/// (libraw.org, "Supported cameras"), and of dcraw's; whether a file is in fact one that opens, readRaw() says.
[[nodiscard]] std::span<const std::string_view> rawExtensions();
/// Endings that some cameras give their raws and other programs their pictures: ".tif" (Canon 1D and 1Ds, Hasselblad,
/// Phase One). What such a file holds decides.
[[nodiscard]] std::span<const std::string_view> ambiguousRawExtensions();

/// Whether a file is to be taken for a camera raw: by its name's ending, in any case, and where that does not say so
/// by what it holds. Milliseconds. False for what is no regular file or cannot be read.
[[nodiscard]] bool isRawFile(const std::filesystem::path& file);

}  // namespace scotopic
