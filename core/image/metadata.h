// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"
#include "core/image/picture_file.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace scotopic {

/// What metadata says of the picture's own pixels.
struct PictureIdentity {
    PixelSize size;
    TransferCurve curve = TransferCurve::Srgb;
};

/// Writes an encoded picture with the EXIF of `exifSource`, made true for the picture, and `provenance` as XMP.
/// Done in memory, so that every byte reaches the disk through one checked place. Throws OutputFailed.
void writeWithMetadata(const std::filesystem::path& temporary, const std::vector<unsigned char>& encoded,
                       const PictureIdentity& identity, const std::optional<std::filesystem::path>& exifSource,
                       const Provenance& provenance);

/// The XMP that writeWithMetadata() left. Throws CorruptInput.
[[nodiscard]] Provenance provenanceIn(const std::filesystem::path& file);

}  // namespace scotopic
