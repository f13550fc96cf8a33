// SPDX-License-Identifier: MIT
#include "core/image/photo_metadata.h"

#include "core/base/error.h"
#include "core/image/metadata_rules.h"
#include "core/image/metadata_session.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <exiv2/exiv2.hpp>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// exiv2's own form of it.
struct Metadata {
    Exiv2::ExifData exif;
    Exiv2::IptcData iptc;
    Exiv2::XmpData xmp;
};

void takeExif(const Exiv2::ExifData& camera, Exiv2::ExifData& picture)
{
    for (const Exiv2::Exifdatum& datum : camera) {
        if (const std::optional<std::string> key = exifKeyInPicture(datum.groupName(), datum.tagName())) {
            picture[*key].setValue(&datum.value());
        }
    }
    const auto lens = Exiv2::lensName(camera);
    const Exiv2::ExifKey lensModel("Exif.Photo.LensModel");
    if (lens != camera.end() && picture.findKey(lensModel) == picture.end()) {
        picture["Exif.Photo.LensModel"] = lens->print(&camera);
    }
}

/// What is true of the picture, in place of properties of the same name.
void takeXmp(const Exiv2::XmpData& from, Exiv2::XmpData& merged)
{
    const auto nameOf = [](const Exiv2::Xmpdatum& datum) {
        return datum.groupName() + ':' + topOfXmp(datum.tagName());
    };
    std::set<std::string> replaced;
    for (const Exiv2::Xmpdatum& datum : from) {
        replaced.insert(nameOf(datum));
    }
    Exiv2::XmpData result;
    for (const Exiv2::Xmpdatum& datum : merged) {
        if (!replaced.contains(nameOf(datum))) {
            result.add(datum);
        }
    }
    for (const Exiv2::Xmpdatum& datum : from) {
        if (isXmpTrueOfPicture(datum.groupName(), datum.tagName())) {
            result.add(datum);
        }
    }
    merged = std::move(result);
}

void readOwnMetadata(const fs::path& photo, Metadata& metadata, std::vector<std::string>& notes)
{
    // An absolute path: exiv2 takes "-" for the standard input and "http:" for a site.
    const auto image = Exiv2::ImageFactory::open(fs::absolute(photo).string());
    image->readMetadata();
    takeExif(image->exifData(), metadata.exif);
    for (const Exiv2::Iptcdatum& datum : image->iptcData()) {
        if (isIptcTrueOfPicture(datum.recordName(), datum.tagName())) {
            metadata.iptc.add(datum);
        }
    }
    const auto packet = image->exifData().findKey(Exiv2::ExifKey("Exif.Image.XMLPacket"));
    const bool hasPacket = !image->xmpPacket().empty() || packet != image->exifData().end();
    if (hasPacket && image->xmpData().empty()) {
        notes.emplace_back("the XMP in the file is damaged: pictures go without it");
    }
    takeXmp(image->xmpData(), metadata.xmp);
}

std::optional<fs::path> sidecarOf(const fs::path& photo)
{
    for (const char* extension : {".xmp", ".XMP"}) {
        for (const bool keepsOwn : {true, false}) {
            fs::path sidecar = photo;
            if (!keepsOwn) {
                sidecar.replace_extension();
            }
            sidecar += extension;
            std::error_code error;
            if (sidecar != photo && fs::is_regular_file(sidecar, error)) {
                return sidecar;
            }
        }
    }
    return std::nullopt;
}

/// Empty and noted where it cannot be taken.
Exiv2::XmpData readSidecar(const fs::path& sidecar, std::vector<std::string>& notes)
{
    const auto leftOut = [&](const std::string& reason) {
        notes.push_back("the sidecar " + sidecar.filename().string() + ' ' + reason + ": pictures go without it");
        return Exiv2::XmpData();
    };
    std::string packet(kLargestXmpBytes + 1, '\0');
    std::ifstream stream(sidecar, std::ios::binary);
    stream.read(packet.data(), static_cast<std::streamsize>(packet.size()));
    if (!stream.is_open() || stream.bad()) {
        return leftOut("cannot be read");
    }
    packet.resize(static_cast<std::size_t>(stream.gcount()));
    if (packet.size() > kLargestXmpBytes) {
        return leftOut("is larger than " + std::to_string(kLargestXmpBytes >> 20) + " MiB");
    }
    Exiv2::XmpData xmp;
    if (packet.empty() || Exiv2::XmpParser::decode(xmp, packet) != 0) {
        return leftOut("is no XMP or is damaged");
    }
    return xmp;
}

/// The text of a property without a language or in the default one; of a list all, as EXIF separates them.
std::string plainText(const Exiv2::XmpData& xmp, const char* key)
{
    const auto datum = xmp.findKey(Exiv2::XmpKey(key));
    if (datum == xmp.end()) {
        return {};
    }
    if (const auto* alternatives = dynamic_cast<const Exiv2::LangAltValue*>(&datum->value())) {
        return alternatives->toString("x-default");
    }
    std::string text;
    for (long i = 0; i < static_cast<long>(datum->count()); ++i) {
        text += (text.empty() ? "" : "; ") + datum->toString(i);
    }
    return text;
}

/// Readers that know no XMP would show what the sidecar has changed.
void bringUpToDate(const Exiv2::XmpData& sidecar, Metadata& metadata)
{
    constexpr std::array<std::pair<const char*, const char*>, 3> kTexts{
        {{"Xmp.dc.rights", "Exif.Image.Copyright"},
         {"Xmp.dc.creator", "Exif.Image.Artist"},
         {"Xmp.dc.description", "Exif.Image.ImageDescription"}}};
    for (const auto& [from, to] : kTexts) {
        if (const std::string text = plainText(sidecar, from); !text.empty()) {
            metadata.exif[to] = text;
        }
    }
    const std::string rating = plainText(sidecar, "Xmp.xmp.Rating");
    if (rating.size() == 1 && rating[0] >= '0' && rating[0] <= '5') {
        metadata.exif["Exif.Image.Rating"] = static_cast<std::uint16_t>(rating[0] - '0');
        const auto percent = metadata.exif.findKey(Exiv2::ExifKey("Exif.Image.RatingPercent"));
        if (percent != metadata.exif.end()) {
            metadata.exif.erase(percent);
        }
    }
    Exiv2::XmpData place;
    for (const Exiv2::Xmpdatum& datum : sidecar) {
        if (datum.groupName() == "exif" && datum.tagName().starts_with("GPS")) {
            place.add(datum);
        }
    }
    Exiv2::copyXmpToExif(place, metadata.exif);
    if (!metadata.iptc.empty()) {
        Exiv2::copyXmpToIptc(sidecar, metadata.iptc);
    }
}

void addSidecar(const fs::path& photo, Metadata& metadata, std::vector<std::string>& notes)
{
    const std::optional<fs::path> sidecar = sidecarOf(photo);
    if (!sidecar) {
        return;
    }
    try {
        const Exiv2::XmpData xmp = readSidecar(*sidecar, notes);
        Metadata changed = metadata;
        takeXmp(xmp, changed.xmp);
        bringUpToDate(xmp, changed);
        metadata = std::move(changed);
    } catch (const std::exception&) {
        notes.push_back("the sidecar " + sidecar->filename().string() + " is damaged: pictures go without it");
    }
}

std::string encodedExif(const Exiv2::ExifData& exif)
{
    Exiv2::Blob blob;
    if (!exif.empty()) {
        Exiv2::ExifData copy = exif;  // from exiv2 0.28 on encoding may change what it encodes
        Exiv2::ExifParser::encode(blob, Exiv2::littleEndian, copy);
    }
    return {blob.begin(), blob.end()};
}

std::string encodedIptc(const Exiv2::IptcData& iptc)
{
    if (iptc.empty()) {
        return {};
    }
    const Exiv2::DataBuf bytes = Exiv2::IptcParser::encode(iptc);
#if EXIV2_TEST_VERSION(0, 28, 0)
    return {reinterpret_cast<const char*>(bytes.c_data()), bytes.size()};
#else
    return {reinterpret_cast<const char*>(bytes.pData_), static_cast<std::size_t>(bytes.size_)};
#endif
}

std::string encodedXmp(const Exiv2::XmpData& xmp)
{
    std::string packet;
    constexpr std::uint16_t kFormat = Exiv2::XmpParser::useCompactFormat | Exiv2::XmpParser::omitPacketWrapper;
    if (!xmp.empty() && Exiv2::XmpParser::encode(packet, xmp, kFormat) != 0) {
        throw Exiv2::Error(Exiv2::ErrorCode::kerFailedToReadImageData);
    }
    return packet;
}

/// One kind of metadata that cannot be written again does not take the others with it.
template <typename Data>
std::string encodedOrNoted(const Data& data, std::string (*encode)(const Data&), const char* name,
                           std::vector<std::string>& notes)
{
    try {
        std::string bytes = encode(data);
        if (bytes.size() <= kLargestXmpBytes) {
            return bytes;
        }
    } catch (const std::exception&) {
        // As too large.
    }
    notes.push_back(std::string("the ") + name + " of the file is damaged or too large: pictures go without it");
    return {};
}

}  // namespace

const char* toText(MetadataKept kept)
{
    switch (kept) {
    case MetadataKept::All: return "all";
    case MetadataKept::NoLocation: return "no-location";
    case MetadataKept::None: return "none";
    }
    return "";
}

MetadataKept parseMetadataKept(const std::string& word)
{
    std::string small = word;
    std::transform(small.begin(), small.end(), small.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    for (const MetadataKept kept : {MetadataKept::All, MetadataKept::NoLocation, MetadataKept::None}) {
        if (small == toText(kept)) {
            return kept;
        }
    }
    throw InvalidArgument("'" + word + "' does not say which metadata to keep; all, no-location and none do");
}

PhotoMetadata readPhotoMetadata(const fs::path& photo)
{
    const Exiv2Session session;
    PhotoMetadata result;
    Metadata metadata;
    try {
        readOwnMetadata(photo, metadata, result.notes);
    } catch (const std::exception&) {  // exiv2 0.27 throws std::overflow_error and others on malformed EXIF
        result.notes.emplace_back("EXIF, IPTC and XMP of the file cannot be read: pictures go without them");
        metadata = {};
    }
    addSidecar(photo, metadata, result.notes);
    result.exif = encodedOrNoted(metadata.exif, encodedExif, "EXIF", result.notes);
    result.iptc = encodedOrNoted(metadata.iptc, encodedIptc, "IPTC", result.notes);
    result.xmp = encodedOrNoted(metadata.xmp, encodedXmp, "XMP", result.notes);
    return result;
}

}  // namespace scotopic
