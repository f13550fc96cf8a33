// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: metadata into encoded pictures, and our record out of them.
#include "core/image/photo_metadata.h"
#include "core/image/picture_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

/// What metadata says of a picture's own pixels.
struct PictureIdentity {
    PixelSize size;
    PictureFormat format = PictureFormat::Png;
    TransferCurve curve = TransferCurve::Srgb;
    std::string thumbnailJpeg;  // JPEG and TIFF take one; empty: none
};

struct PictureMetadata {
    PhotoMetadata photo;
    bool keepsLocation = true;  // of the photo's; else what tells the place is left out
    Provenance provenance;
};

/// Hands over, in one piece, the file of an encoded picture with its metadata, made true for the picture: of the
/// photo's what the format can hold, and the provenance as XMP. `file` is only named in errors. Returns what could not
/// be kept, in words. Throws OutputFailed and what `take` throws.
[[nodiscard]] std::vector<std::string> addMetadata(const std::filesystem::path& file,
                                                   const std::vector<unsigned char>& encoded,
                                                   const PictureIdentity& identity, const PictureMetadata& metadata,
                                                   const TakeBytes& take);

/// The provenance that addMetadata() left. Throws CorruptInput.
[[nodiscard]] Provenance provenanceIn(const std::filesystem::path& file);

}  // namespace scotopic
