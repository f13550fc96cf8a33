// SPDX-License-Identifier: MIT
#include "core/image/picture_file.h"

#include "core/base/error.h"
#include "core/image/codec.h"
#include "core/image/colour_profile.h"
#include "core/image/metadata.h"
#include "core/image/thumbnail.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <fstream>
#include <span>
#include <string_view>

namespace scotopic {

namespace {

/// By the first bytes, so that a misnamed file is read as what it is.
std::optional<PictureFormat> sniffFormat(const std::filesystem::path& file)
{
    std::array<char, 4> first{};
    std::ifstream(file, std::ios::binary).read(first.data(), first.size());
    const std::string_view magic(first.data(), first.size());
    if (magic == "\x89PNG") {
        return PictureFormat::Png;
    }
    const bool isBigTiff = magic == std::string_view("II+\0", 4) || magic == std::string_view("MM\0+", 4);
    if (isBigTiff || magic == std::string_view("II*\0", 4) || magic == std::string_view("MM\0*", 4)) {
        return PictureFormat::Tiff;
    }
    if (magic.starts_with("\xFF\xD8\xFF")) {
        return PictureFormat::Jpeg;
    }
    return std::nullopt;
}

PictureFormat requirePicture(const std::filesystem::path& file)
{
    requireReadable(file);
    const std::optional<PictureFormat> format = sniffFormat(file);
    if (!format) {
        throw UnsupportedInput(file, "is not a PNG, TIFF or JPEG picture");
    }
    return *format;
}

void requireUsable(const PictureFileOptions& options)
{
    if (options.bitsPerChannel != 8 && options.bitsPerChannel != 16) {
        throw InvalidArgument("a picture file has 8 or 16 bits per channel, not "
                              + std::to_string(options.bitsPerChannel));
    }
    if (options.format == PictureFormat::Jpeg && options.bitsPerChannel != 8) {
        throw InvalidArgument("JPEG has 8 bits per channel; choose PNG or TIFF for 16");
    }
    if (options.jpegQuality < 1 || options.jpegQuality > 100) {
        throw InvalidArgument("JPEG quality is 1 to 100, not " + std::to_string(options.jpegQuality));
    }
}

/// Of sRGB, without a profile: it has to fit a JPEG's 64 KiB of EXIF. Empty for a PNG, which has none.
std::string thumbnailOf(const SrgbPicture& picture, PictureFormat format)
{
    constexpr int kQuality = 85;
    if (format == PictureFormat::Png) {
        return {};
    }
    const std::vector<unsigned char> jpeg =
        encodePicture("thumbnail", withSrgbCurve(shrunkToFit(picture, kThumbnailLimit)),
                      {.format = PictureFormat::Jpeg, .jpegQuality = kQuality}, /*iccProfile=*/{}, {});
    return {jpeg.begin(), jpeg.end()};
}

}  // namespace

std::optional<PictureFormat> formatOf(const std::filesystem::path& file)
{
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    if (extension == ".png") {
        return PictureFormat::Png;
    }
    if (extension == ".tif" || extension == ".tiff") {
        return PictureFormat::Tiff;
    }
    if (extension == ".jpg" || extension == ".jpeg") {
        return PictureFormat::Jpeg;
    }
    return std::nullopt;
}

const char* extensionOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png: return ".png";
    case PictureFormat::Tiff: return ".tif";
    case PictureFormat::Jpeg: return ".jpg";
    }
    return "";
}

PictureFormat parsePictureFormat(const std::string& word)
{
    if (word == "png") {
        return PictureFormat::Png;
    }
    if (word == "tiff") {
        return PictureFormat::Tiff;
    }
    if (word == "jpeg") {
        return PictureFormat::Jpeg;
    }
    throw InvalidArgument("'" + word + "' is not a picture format; png, tiff and jpeg are");
}

std::vector<std::string> writePicture(const std::filesystem::path& file, const SrgbPicture& picture,
                                      const PictureFileOptions& options, const PhotoMetadata& photo,
                                      const Provenance& provenance, const JobContext& context)
{
    std::vector<std::string> notes;
    const auto write = [&](const std::filesystem::path& temporary) {
        const auto take = [&](std::span<const std::byte> bytes) {
            writeBytes(temporary, std::span(&bytes, 1), context);
        };
        notes = sendPicture(file.string(), picture, options, photo, provenance, take, context);
    };
    writeAtomically(file, options.ifExists, write, context);
    return notes;
}

std::vector<std::string> sendPicture(const std::string& name, const SrgbPicture& picture,
                                     const PictureFileOptions& options, const PhotoMetadata& photo,
                                     const Provenance& provenance, const TakeBytes& take, const JobContext& context)
{
    assert(!picture.size.isEmpty() && picture.rgb.size() == picture.size.area() * 3);
    requireUsable(options);
    const std::vector<unsigned char> encoded =
        encodePicture(name, picture, options, iccProfileOf(picture.curve), context);
    context.throwIfCancelled();
    if (options.metadata == MetadataKept::None) {
        take(std::as_bytes(std::span(encoded)));
        return {};
    }
    const PictureIdentity identity{.size = picture.size,
                                   .format = options.format,
                                   .curve = picture.curve,
                                   .thumbnailJpeg = thumbnailOf(picture, options.format)};
    return addMetadata(
        name, encoded, identity,
        {.photo = photo, .keepsLocation = options.metadata == MetadataKept::All, .provenance = provenance}, take);
}

std::string pictureBytes(const SrgbPicture& picture, const PictureFileOptions& options)
{
    requireUsable(options);
    const std::vector<unsigned char> encoded =
        encodePicture("picture", picture, options, iccProfileOf(picture.curve), {});
    return {encoded.begin(), encoded.end()};
}

PictureFacts readPictureFacts(const std::filesystem::path& file)
{
    return decodeFacts(file, requirePicture(file));
}

SrgbPicture readPicture(const std::filesystem::path& file, const JobContext& context)
{
    return decodePicture(file, requirePicture(file), context);
}

Provenance readProvenance(const std::filesystem::path& file)
{
    requirePicture(file);
    return provenanceIn(file);
}

}  // namespace scotopic
