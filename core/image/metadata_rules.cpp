// SPDX-License-Identifier: MIT
#include "core/image/metadata_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace scotopic {

namespace {

// Of the raw's first directory only what is said about the shot: the rest describes the raw's own pixels.
constexpr std::array<std::string_view, 8> kImageTags{
    "Make", "Model", "Artist", "Copyright", "ImageDescription", "DateTime", "Rating", "RatingPercent"};
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

// Of XMP's namespaces: settings and histories of other programs, and what describes or contains the raw's own pixels.
// Regions are given in an orientation that the picture no longer has.
constexpr std::array<std::string_view, 27> kRawsOwnNamespaces{
    "crs",    "crss",    "crd",        "darktable", "rt",    "xmpMM",      "xmpNote", "xmpBJ",    "xmpGImg",
    "stEvt",  "stRef",   "mwg-rs",     "MP",        "MPRI",  "MPReg",      "GPano",   "GImage",   "GAudio",
    "GDepth", "GCamera", "GContainer", "Container", "hdrgm", "HDRGainMap", "dng",     "scotopic", "scotopic1"};
constexpr std::array<std::string_view, 7> kTrueTiffProperties{
    "Make", "Model", "Artist", "Copyright", "DateTime", "ImageDescription", "Software"};
constexpr std::array<std::string_view, 12> kRawsOwnExifProperties{"NativeDigest",
                                                                  "MakerNote",
                                                                  "PixelXDimension",
                                                                  "PixelYDimension",
                                                                  "ComponentsConfiguration",
                                                                  "CFAPattern",
                                                                  "ColorSpace",
                                                                  "SubjectArea",
                                                                  "SubjectLocation",
                                                                  "CompressedBitsPerPixel",
                                                                  "RelatedSoundFile",
                                                                  "SpatialFrequencyResponse"};
constexpr std::array<std::string_view, 8> kRawsOwnPhotoshopProperties{
    "ICCProfile",        "ColorMode", "SidecarForExtension", "EmbeddedXMPDigest",
    "DocumentAncestors", "History",   "LegacyIPTCDigest",    "TextLayers"};
constexpr std::array<std::string_view, 5> kRawsOwnXmpProperties{"Thumbnails", "CreatorTool", "ModifyDate",
                                                                "MetadataDate", "PageInfo"};

constexpr std::array<std::string_view, 3> kPreviewDataSets{"Preview", "PreviewFormat", "PreviewVersion"};
constexpr std::array<std::string_view, 7> kPlaceDataSets{"LocationCode",  "LocationName", "City",       "SubLocation",
                                                         "ProvinceState", "CountryCode",  "CountryName"};
constexpr std::array<std::string_view, 7> kPlaceProperties{"City",        "State",    "Country", "CountryCode",
                                                           "CountryName", "Location", "coverage"};
// Any program's own names for it: "GPSLatitude", "GpsLongitude", "LocationCreated", "shotLocation".
constexpr std::array<std::string_view, 6> kPlaceWords{"gps", "latitude", "longitude", "location", "geotag", "altitude"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    return text;
}

}  // namespace

std::optional<std::string> exifKeyInPicture(const std::string& group, const std::string& tag)
{
    if (tag.starts_with("0x")) {
        return std::nullopt;  // unknown to exiv2, so nobody can say whether it is still true
    }
    if (group == "Image" && contains(kTiffEpTags, tag)) {
        return "Exif.Photo." + tag;
    }
    const bool staysTrue = group == "GPSInfo" || (group == "Image" && contains(kImageTags, tag))
                           || (group == "Photo" && !contains(kRawsOwnPhotoTags, tag));
    return staysTrue ? std::optional("Exif." + group + "." + tag) : std::nullopt;
}

bool isXmpTrueOfPicture(const std::string& prefix, const std::string& property)
{
    const std::string top = topOfXmp(property);
    if (contains(kRawsOwnNamespaces, prefix)) {
        return false;
    }
    if (prefix == "tiff") {
        return contains(kTrueTiffProperties, top);
    }
    if (prefix == "exif") {
        return !contains(kRawsOwnExifProperties, top);
    }
    if (prefix == "photoshop") {
        return !contains(kRawsOwnPhotoshopProperties, top);
    }
    return !(prefix == "xmp" && contains(kRawsOwnXmpProperties, top)) && !(prefix == "dc" && top == "format");
}

bool isIptcTrueOfPicture(const std::string& record, const std::string& dataSet)
{
    return !(record == "Application2" && contains(kPreviewDataSets, dataSet));
}

bool isExifLocation(const std::string& group)
{
    return group == "GPSInfo";
}

bool isXmpLocation(const std::string& property)
{
    if (contains(kPlaceProperties, topOfXmp(property))) {
        return true;
    }
    const std::string whole = lower(property);
    return std::any_of(kPlaceWords.begin(), kPlaceWords.end(),
                       [&](std::string_view word) { return whole.find(word) != std::string::npos; });
}

bool isIptcLocation(const std::string& dataSet)
{
    return contains(kPlaceDataSets, dataSet);
}

std::string topOfXmp(const std::string& property)
{
    return property.substr(0, property.find_first_of("/["));
}

}  // namespace scotopic
