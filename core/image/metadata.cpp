// SPDX-License-Identifier: MIT
#include "core/image/metadata.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exiv2/exiv2.hpp>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "scotopic_version.h"

namespace scotopic {

namespace {

// long in exiv2 0.27, size_t from 0.28 on.
using Exiv2Size = decltype(std::declval<const Exiv2::BasicIo&>().tell());

constexpr const char* kNamespace = "https://scotopic.example/ns/1.0/";
constexpr const char* kPrefix = "scotopic";

// Of the raw's first directory only what is said about the shot: the rest describes the raw's own pixels.
constexpr std::array<std::string_view, 6> kImageTags{"Make",    "Model", "Artist", "Copyright", "ImageDescription",
                                                     "DateTime"};
// TIFF/EP (and DNGs made from it) has these in the first directory, where a picture's readers do not look.
constexpr std::array<std::string_view, 12> kTiffEpTags{"ExposureTime",
                                                       "FNumber",
                                                       "ExposureProgram",
                                                       "ISOSpeedRatings",
                                                       "DateTimeOriginal",
                                                       "ExposureBiasValue",
                                                       "MaxApertureValue",
                                                       "SubjectDistance",
                                                       "MeteringMode",
                                                       "LightSource",
                                                       "Flash",
                                                       "FocalLength"};
// What the shot's directory says of the raw's pixels, and the maker note, whose previews and offsets are the raw's.
constexpr std::array<std::string_view, 12> kRawsOwnPhotoTags{
    "MakerNote",       "InteroperabilityTag",      "PixelXDimension",
    "PixelYDimension", "ComponentsConfiguration",  "CompressedBitsPerPixel",
    "SubjectArea",     "SubjectLocation",          "CFAPattern",
    "ColorSpace",      "SpatialFrequencyResponse", "RelatedSoundFile"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// exiv2's XMP toolkit is one for the whole process and not thread-safe.
class Exiv2Session {
public:
    Exiv2Session() : m_lock(mutex())
    {
        static const bool isSetUp = [] {
            Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
            Exiv2::XmpParser::initialize();
            Exiv2::XmpProperties::registerNs(kNamespace, kPrefix);
#if !EXIV2_TEST_VERSION(0, 28, 0)
            Exiv2::enableBMFF(true);  // CR3; newer versions always read it
#endif
            return true;
        }();
        static_cast<void>(isSetUp);
    }

private:
    static std::mutex& mutex()
    {
        static std::mutex only;
        return only;
    }

    std::lock_guard<std::mutex> m_lock;
};

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

void copyTag(Exiv2::ExifData& picture, const std::string& key, const Exiv2::Exifdatum& datum)
{
    picture[key].setValue(&datum.value());
}

/// Where a tag of the raw belongs in the picture; none when it is not true there.
std::optional<std::string> keyInPicture(const Exiv2::Exifdatum& datum)
{
    const std::string group = datum.groupName();
    const std::string name = datum.tagName();
    if (name.starts_with("0x")) {
        return std::nullopt;  // unknown to exiv2, so nobody can say whether it is still true
    }
    if (group == "Image" && contains(kTiffEpTags, name)) {
        return "Exif.Photo." + name;
    }
    const bool staysTrue = group == "GPSInfo" || (group == "Image" && contains(kImageTags, name))
                           || (group == "Photo" && !contains(kRawsOwnPhotoTags, name));
    return staysTrue ? std::optional(datum.key()) : std::nullopt;
}

void addCameraTags(Exiv2::ExifData& picture, const Exiv2::ExifData& camera)
{
    for (const Exiv2::Exifdatum& datum : camera) {
        if (const std::optional<std::string> key = keyInPicture(datum)) {
            copyTag(picture, *key, datum);
        }
    }
    const auto lens = Exiv2::lensName(camera);
    const Exiv2::ExifKey lensModel("Exif.Photo.LensModel");
    if (lens != camera.end() && picture.findKey(lensModel) == picture.end()) {
        picture["Exif.Photo.LensModel"] = lens->print(&camera);
    }
}

Exiv2::ExifData cameraExif(const std::optional<std::filesystem::path>& exifSource)
{
    Exiv2::ExifData exif;
    try {
        if (exifSource) {
            const auto raw = Exiv2::ImageFactory::open(exifSource->string());
            raw->readMetadata();
            addCameraTags(exif, raw->exifData());
        }
    } catch (const std::exception&) {  // exiv2 0.27 throws std::overflow_error and others on malformed EXIF
        exif.clear();                  // the picture matters more than its EXIF
    }
    return exif;
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
        exif["Exif.Photo.ExifVersion"] = std::string("48 50 51 48");  // "0230"
    }
}

void writeInto(const std::filesystem::path& temporary, const std::vector<unsigned char>& encoded,
               const Exiv2::ExifData& exif, const Provenance& provenance)
{
    const auto image = Exiv2::ImageFactory::open(encoded.data(), static_cast<Exiv2Size>(encoded.size()));
    image->readMetadata();
    for (const Exiv2::Exifdatum& datum : exif) {
        copyTag(image->exifData(), datum.key(), datum);  // beside the tags that make a TIFF a TIFF
    }
    for (const auto& [name, value] : provenance.fields) {
        image->xmpData()[std::string("Xmp.") + kPrefix + "." + name] = xmpText(value);
    }
    image->writeMetadata();
    Exiv2::BasicIo& result = image->io();
    const std::span<const Exiv2::byte> bytes(result.mmap(), static_cast<std::size_t>(result.size()));
    const std::span<const std::byte> parts[] = {std::as_bytes(bytes)};
    writeBytes(temporary, parts);
}

}  // namespace

void writeWithMetadata(const std::filesystem::path& temporary, const std::vector<unsigned char>& encoded,
                       const PictureIdentity& identity, const std::optional<std::filesystem::path>& exifSource,
                       const Provenance& provenance)
{
    const Exiv2Session session;
    Exiv2::ExifData exif = cameraExif(exifSource);
    describePicture(exif, identity);
    try {
        writeInto(temporary, encoded, exif, provenance);
        return;
    } catch (const Error&) {
        throw;  // the disk, not the metadata
    } catch (const std::exception&) {
        exif.clear();  // e.g. a comment too long for a JPEG's 64 KiB
    }
    try {
        describePicture(exif, identity);
        writeInto(temporary, encoded, exif, provenance);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw OutputFailed(temporary, std::string("its metadata cannot be written: ") + error.what());
    }
}

Provenance provenanceIn(const std::filesystem::path& file)
{
    const Exiv2Session session;
    Provenance provenance;
    try {
        const auto image = Exiv2::ImageFactory::open(file.string());
        image->readMetadata();
        for (const Exiv2::Xmpdatum& datum : image->xmpData()) {
            if (datum.groupName() == kPrefix) {
                provenance.fields.emplace_back(datum.tagName(), datum.toString());
            }
        }
    } catch (const std::exception& error) {
        throw CorruptInput(file, std::string("its metadata cannot be read: ") + error.what());
    }
    return provenance;
}

}  // namespace scotopic
