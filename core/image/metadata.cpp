// SPDX-License-Identifier: MIT
#include "core/image/metadata.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/image/metadata_rules.h"
#include "core/image/metadata_session.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exiv2/exiv2.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "scotopic_version.h"

namespace scotopic {

namespace {

// long in exiv2 0.27, size_t from 0.28 on.
using Exiv2Size = decltype(std::declval<const Exiv2::BasicIo&>().tell());

// A segment of a JPEG holds 65,533 bytes; our own record and the packet's frame need some of them.
constexpr std::size_t kLargestJpegXmpBytes = 56'000;

/// Length of the UTF-8 character at the front; 0 when there is none.
std::size_t characterBytes(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    const auto isContinuation = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; };
    const bool isWhole =
        length > 0 && length <= text.size()
        && std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), isContinuation);
    return isWhole ? length : 0;
}

/// File names may hold any bytes; a single one that XML cannot hold would make exiv2 drop the whole packet.
std::string xmpText(std::string_view text)
{
    std::string clean;
    while (!text.empty()) {
        const std::size_t length = characterBytes(text);
        const bool isControl = static_cast<unsigned char>(text.front()) < 0x20 && text.front() != '\t';
        clean += length == 0 || isControl ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return clean;
}

const Exiv2::byte* bytesOf(const std::string& text)
{
    return reinterpret_cast<const Exiv2::byte*>(text.data());
}

/// Into `picture`, beside the tags that make a TIFF a TIFF.
void addExif(const PictureMetadata& metadata, Exiv2::ExifData& picture)
{
    const std::string& block = metadata.photo.exif;
    Exiv2::ExifData exif;
    if (!block.empty()) {
        Exiv2::ExifParser::decode(exif, bytesOf(block), static_cast<std::uint32_t>(block.size()));
    }
    for (const Exiv2::Exifdatum& datum : exif) {
        if (metadata.keepsLocation || !isExifLocation(datum.groupName())) {
            picture[datum.key()].setValue(&datum.value());
        }
    }
}

Exiv2::IptcData iptcOf(const PictureMetadata& metadata)
{
    const std::string& dataSets = metadata.photo.iptc;
    Exiv2::IptcData iptc;
    if (!dataSets.empty()) {
        Exiv2::IptcParser::decode(iptc, bytesOf(dataSets), static_cast<std::uint32_t>(dataSets.size()));
    }
    Exiv2::IptcData kept;
    for (const Exiv2::Iptcdatum& datum : iptc) {
        if (metadata.keepsLocation || !isIptcLocation(datum.tagName())) {
            kept.add(datum);
        }
    }
    return kept;
}

Exiv2::XmpData xmpOf(const PictureMetadata& metadata)
{
    Exiv2::XmpData xmp;
    if (!metadata.photo.xmp.empty()) {
        Exiv2::XmpParser::decode(xmp, metadata.photo.xmp);
    }
    Exiv2::XmpData kept;
    for (const Exiv2::Xmpdatum& datum : xmp) {
        if (metadata.keepsLocation || !isXmpLocation(datum.tagName())) {
            kept.add(datum);
        }
    }
    for (const auto& [name, value] : metadata.provenance.fields) {
        kept[std::string("Xmp.") + kRecordPrefix + "." + name] = xmpText(value);
    }
    return kept;
}

// EXIF 2.32, tag ColorSpace.
constexpr std::uint16_t kExifSrgb = 1;
constexpr std::uint16_t kExifUncalibrated = 0xFFFF;

void describePicture(Exiv2::ExifData& exif, const PictureIdentity& identity)
{
    exif["Exif.Image.Software"] = std::string("Scotopic ") + kVersion;
    exif["Exif.Image.Orientation"] = std::uint16_t{1};
    exif["Exif.Photo.PixelXDimension"] = static_cast<std::uint32_t>(identity.size.width);
    exif["Exif.Photo.PixelYDimension"] = static_cast<std::uint32_t>(identity.size.height);
    exif["Exif.Photo.ColorSpace"] = identity.curve == TransferCurve::Srgb ? kExifSrgb : kExifUncalibrated;
    if (exif.findKey(Exiv2::ExifKey("Exif.Photo.ExifVersion")) == exif.end()) {
        exif["Exif.Photo.ExifVersion"] = std::string("48 50 51 50");  // "0232"
    }
}

/// In a JPEG where EXIF has it. In a TIFF that would be a second page, as which other programs open and convert it:
/// there it is a reduced picture in a subdirectory.
void addThumbnail(Exiv2::ExifData& exif, const PictureIdentity& identity)
{
    const std::string& jpeg = identity.thumbnailJpeg;
    if (jpeg.empty()) {
        return;
    }
    if (identity.format == PictureFormat::Jpeg) {
        Exiv2::ExifThumb(exif).setJpegThumbnail(bytesOf(jpeg), static_cast<Exiv2Size>(jpeg.size()));
    } else if (identity.format == PictureFormat::Tiff) {
        constexpr std::uint32_t kReduced = 1;
        constexpr std::uint16_t kJpeg = 6;
        exif["Exif.SubImage1.NewSubfileType"] = kReduced;
        exif["Exif.SubImage1.Compression"] = kJpeg;
        exif["Exif.SubImage1.JPEGInterchangeFormat"] = std::uint32_t{0};
        exif["Exif.SubImage1.JPEGInterchangeFormat"].setDataArea(bytesOf(jpeg), static_cast<Exiv2Size>(jpeg.size()));
        exif["Exif.SubImage1.JPEGInterchangeFormatLength"] = static_cast<std::uint32_t>(jpeg.size());
    }
}

void handOver(const std::vector<unsigned char>& encoded, const PictureIdentity& identity,
              const PictureMetadata& metadata, const TakeBytes& take)
{
    const auto image = Exiv2::ImageFactory::open(encoded.data(), static_cast<Exiv2Size>(encoded.size()));
    image->readMetadata();
    const auto now = image->exifData().findKey(Exiv2::ExifKey("Exif.Image.DateTime"));
    if (now != image->exifData().end()) {
        image->exifData().erase(now);  // of a TIFF's writer; equal pictures are to be equal files
    }
    addExif(metadata, image->exifData());
    describePicture(image->exifData(), identity);
    addThumbnail(image->exifData(), identity);
    image->setIptcData(iptcOf(metadata));
    image->setXmpData(xmpOf(metadata));
    image->writeMetadata();
    Exiv2::BasicIo& result = image->io();
    const std::span<const Exiv2::byte> bytes(result.mmap(), static_cast<std::size_t>(result.size()));
    take(std::as_bytes(bytes));
}

}  // namespace

std::vector<std::string> addMetadata(const std::filesystem::path& file, const std::vector<unsigned char>& encoded,
                                     const PictureIdentity& identity, const PictureMetadata& metadata,
                                     const TakeBytes& take)
{
    const Exiv2Session session;
    std::vector<std::string> notes;
    PictureMetadata kept = metadata;
    if (identity.format == PictureFormat::Jpeg && kept.photo.xmp.size() > kLargestJpegXmpBytes) {
        kept.photo.xmp.clear();
        notes.emplace_back("the photo's XMP is too large for a JPEG file and is left out; PNG and TIFF take it");
    }
    try {
        handOver(encoded, identity, kept, take);
        return notes;
    } catch (const Error&) {
        throw;  // the disk, not the metadata
    } catch (const std::exception&) {
        kept.photo = {};  // e.g. a comment too long for a JPEG's 64 KiB
        notes = {"the photo's EXIF, IPTC and XMP do not fit the picture and are left out"};
    }
    try {
        handOver(encoded, identity, kept, take);
        return notes;
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw OutputFailed(file, std::string("its metadata cannot be written: ") + error.what());
    }
}

Provenance provenanceIn(const std::filesystem::path& file)
{
    const Exiv2Session session;
    Provenance provenance;
    try {
        const auto image = Exiv2::ImageFactory::open(std::filesystem::absolute(file).string());
        image->readMetadata();
        for (const Exiv2::Xmpdatum& datum : image->xmpData()) {
            if (datum.groupName() == kRecordPrefix || datum.groupName() == kEarlierRecordPrefix) {
                provenance.fields.emplace_back(datum.tagName(), datum.toString());
            }
        }
    } catch (const std::exception& error) {
        throw CorruptInput(file, std::string("its metadata cannot be read: ") + error.what());
    }
    return provenance;
}

}  // namespace scotopic
