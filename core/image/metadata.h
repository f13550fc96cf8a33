// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/image/picture_file.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace scotopic {

/// Hands over, in one piece, the file of an encoded picture with the EXIF of `exifSource`, made true for the picture,
/// and `provenance` as XMP. `file` is only named in errors. Throws OutputFailed and what `take` throws.
void addMetadata(const std::filesystem::path& file, const std::vector<unsigned char>& encoded, PixelSize size,
                 const std::optional<std::filesystem::path>& exifSource, const Provenance& provenance,
                 const TakeBytes& take);

/// The XMP that addMetadata() left. Throws CorruptInput.
[[nodiscard]] Provenance provenanceIn(const std::filesystem::path& file);

}  // namespace scotopic
