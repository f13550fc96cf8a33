// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/files.h"
#include "core/base/job.h"
#include "core/image/photo_metadata.h"
#include "core/image/picture.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace scotopic {

enum class PictureFormat { Png, Tiff, Jpeg };

struct PictureFileOptions {
    PictureFormat format = PictureFormat::Png;
    int bitsPerChannel = 8;  // 8 or 16; JPEG: 8
    int jpegQuality = 92;    // 1..100
    IfExists ifExists = IfExists::Refuse;
    MetadataKept metadata = MetadataKept::All;
};

/// How the picture was made, as XMP in a namespace of its own: enough to make it again. Order is kept.
struct Provenance {
    std::vector<std::pair<std::string, std::string>> fields;  // e.g. {"ModelSha256", "…"}, {"Ratio", "100"}
};

/// By the file's extension (.png, .tif, .tiff, .jpg, .jpeg, any case); none for others.
[[nodiscard]] std::optional<PictureFormat> formatOf(const std::filesystem::path& file);
/// ".png", ".tif", ".jpg"
[[nodiscard]] const char* extensionOf(PictureFormat format);
/// "png", "tiff", "jpeg"; throws InvalidArgument for other words.
[[nodiscard]] PictureFormat parsePictureFormat(const std::string& word);

/// Writes an upright picture with the ICC profile of its curve, a thumbnail (JPEG, TIFF), the EXIF, IPTC and XMP of the
/// photo that it was made from, made true for it, and `provenance` as XMP; of all these what `options.metadata` says.
/// Written to a temporary name and renamed. Returns what of the photo's metadata could not be kept, in words.
/// Throws OutputFailed, InvalidArgument (16-bit JPEG), and Cancelled within a fraction of a second; then `file` is what
/// it was before.
std::vector<std::string> writePicture(const std::filesystem::path& file, const SrgbPicture& picture,
                                      const PictureFileOptions& options, const PhotoMetadata& photo,
                                      const Provenance& provenance, const JobContext& context = {});

/// Takes a whole file in one piece.
using TakeBytes = std::function<void(std::span<const std::byte> bytes)>;
/// The same file for what has no name that could be renamed: standard output. `name` is only named in errors. Throws
/// as writePicture() and `take` do.
std::vector<std::string> sendPicture(const std::string& name, const SrgbPicture& picture,
                                     const PictureFileOptions& options, const PhotoMetadata& photo,
                                     const Provenance& provenance, const TakeBytes& take,
                                     const JobContext& context = {});

/// The bytes of such a file with its profile alone, without EXIF and XMP. Throws InvalidArgument (16-bit JPEG).
[[nodiscard]] std::string pictureBytes(const SrgbPicture& picture, const PictureFileOptions& options);

/// Reads an 8- or 16-bit PNG, TIFF or JPEG as sRGB whatever its profile, 8-bit values times 257. Throws
/// UnreadableInput, UnsupportedInput, CorruptInput, and Cancelled within a fraction of a second.
[[nodiscard]] SrgbPicture readPicture(const std::filesystem::path& file, const JobContext& context = {});

/// What a picture file's header says.
struct PictureFacts {
    PixelSize size;  // upright
    int bitsPerChannel = 8;
};
/// Without decoding the pixels. Throws as readPicture(), but does not see damage behind the header.
[[nodiscard]] PictureFacts readPictureFacts(const std::filesystem::path& file);

/// The XMP that writePicture() left; empty for pictures of other programs.
[[nodiscard]] Provenance readProvenance(const std::filesystem::path& file);

}  // namespace scotopic
