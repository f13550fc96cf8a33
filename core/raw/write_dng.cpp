// SPDX-License-Identifier: MIT
#include "core/raw/write_dng.h"

#include "core/base/error.h"
#include "core/raw/dng_colour.h"
#include "core/raw/tiff_fields.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>
#include <string>

namespace scotopic {

namespace {

// TIFF 6.0, TIFF/EP, Exif 2.3 and DNG 1.4.
enum Tag : std::uint16_t {
    NewSubfileType = 254,
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    PhotometricInterpretation = 262,
    Make = 271,
    Model = 272,
    StripOffsets = 273,
    OrientationTag = 274,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    PlanarConfiguration = 284,
    Software = 305,
    CfaRepeatPatternDim = 33421,
    CfaPatternTag = 33422,
    ExposureTime = 33434,
    FNumber = 33437,
    ExifIfd = 34665,
    PhotographicSensitivity = 34855,
    SensitivityType = 34864,
    RecommendedExposureIndex = 34866,
    ExifVersion = 36864,
    DateTimeOriginal = 36867,
    FocalLength = 37386,
    LensModel = 42036,
    DngVersion = 50706,
    DngBackwardVersion = 50707,
    UniqueCameraModel = 50708,
    BlackLevelRepeatDim = 50713,
    BlackLevelTag = 50714,
    WhiteLevelTag = 50717,
    ColorMatrix1 = 50721,
    AsShotNeutral = 50728,
    CalibrationIlluminant1 = 50778,
};

constexpr std::uint16_t kColourFilterArray = 32803;
constexpr std::uint16_t kD65 = 21;
constexpr std::uint16_t kSensitivityIsRecommendedExposureIndex = 2;
constexpr std::uint32_t kFirstDirectoryOffset = 8;

struct Offsets {
    std::uint32_t exifDirectory = 0;
    std::uint32_t strip = 0;
};

/// "2016-11-02T19:45:12" -> "2016:11:02 19:45:12"
std::string exifDate(std::string iso8601)
{
    constexpr std::size_t kDateLength = 19;
    iso8601.resize(kDateLength, ' ');
    iso8601[4] = iso8601[7] = ':';
    iso8601[10] = ' ';
    return iso8601;
}

void addSensitivity(TiffFields& fields, float isoSpeed)
{
    // Exif's 16 bits end at ISO 65535, which then means "see the other field".
    const auto iso = static_cast<std::uint32_t>(std::lround(isoSpeed));
    fields.addShorts(PhotographicSensitivity, {static_cast<std::uint16_t>(std::min(iso, 65535U))});
    fields.addShorts(SensitivityType, {kSensitivityIsRecommendedExposureIndex});
    fields.addLong(RecommendedExposureIndex, iso);
}

TiffFields exifFields(const ShotInfo& shot)
{
    TiffFields fields;
    fields.addUndefined(ExifVersion, "0230");
    if (shot.exposureSeconds) {
        fields.addRationals(ExposureTime, {rationalFrom(*shot.exposureSeconds)});
    }
    if (shot.apertureFNumber) {
        fields.addRationals(FNumber, {rationalFrom(*shot.apertureFNumber)});
    }
    if (shot.isoSpeed) {
        addSensitivity(fields, *shot.isoSpeed);
    }
    if (shot.capturedAt) {
        fields.addText(DateTimeOriginal, exifDate(*shot.capturedAt));
    }
    if (shot.focalLengthMm) {
        fields.addRationals(FocalLength, {rationalFrom(*shot.focalLengthMm)});
    }
    if (shot.lens) {
        fields.addText(LensModel, *shot.lens);
    }
    return fields;
}

void addLevels(TiffFields& fields, const RawImage& raw)
{
    std::vector<TiffFields::Rational> black;
    std::transform(raw.black.levelsDn.begin(), raw.black.levelsDn.end(), std::back_inserter(black), rationalFrom);
    if (std::all_of(black.begin(), black.end(), [&black](const auto& level) { return level == black.front(); })) {
        black.resize(1);
    } else {
        fields.addShorts(BlackLevelRepeatDim,
                         {static_cast<std::uint16_t>(raw.black.height), static_cast<std::uint16_t>(raw.black.width)});
    }
    fields.addRationals(BlackLevelTag, black);
    // A mosaic has one white level in DNG; with the lowest, no saturated photosite looks unsaturated.
    const float whiteDn = *std::min_element(raw.whiteLevelDn.begin(), raw.whiteLevelDn.end());
    fields.addLong(WhiteLevelTag, static_cast<std::uint32_t>(std::lround(whiteDn)));
}

void addMosaic(TiffFields& fields, const RawImage& raw, std::uint32_t stripOffset)
{
    fields.addLong(NewSubfileType, 0);
    fields.addLong(ImageWidth, static_cast<std::uint32_t>(raw.size.width));
    fields.addLong(ImageLength, static_cast<std::uint32_t>(raw.size.height));
    fields.addShorts(BitsPerSample, {16});
    fields.addShorts(Compression, {1});
    fields.addShorts(PhotometricInterpretation, {kColourFilterArray});
    fields.addLong(StripOffsets, stripOffset);
    fields.addShorts(SamplesPerPixel, {1});
    fields.addLong(RowsPerStrip, static_cast<std::uint32_t>(raw.size.height));
    fields.addLong(StripByteCounts, static_cast<std::uint32_t>(raw.photosites.size() * sizeof(std::uint16_t)));
    fields.addShorts(PlanarConfiguration, {1});
    fields.addShorts(CfaRepeatPatternDim, {2, 2});
    std::vector<std::uint8_t> pattern;
    std::transform(raw.cfa.colours.begin(), raw.cfa.colours.begin() + 4, std::back_inserter(pattern),
                   [](CfaColour colour) { return static_cast<std::uint8_t>(colour); });
    fields.addBytes(CfaPatternTag, pattern);
}

TiffFields mainFields(const RawImage& raw, const Offsets& offsets)
{
    TiffFields fields;
    addMosaic(fields, raw, offsets.strip);
    addLevels(fields, raw);
    fields.addText(Make, raw.shot.make);
    fields.addText(Model, raw.shot.model);
    fields.addShorts(OrientationTag, {static_cast<std::uint16_t>(raw.orientation)});
    fields.addText(Software, "Scotopic");
    fields.addLong(ExifIfd, offsets.exifDirectory);
    fields.addBytes(DngVersion, {1, 4, 0, 0});
    fields.addBytes(DngBackwardVersion, {1, 1, 0, 0});
    fields.addText(UniqueCameraModel, raw.shot.make + " " + raw.shot.model);
    fields.addSignedRationals(ColorMatrix1, colorMatrixOf(raw));
    fields.addShorts(CalibrationIlluminant1, {kD65});
    if (raw.whiteBalanceSource == WhiteBalanceSource::AsShot) {
        fields.addRationals(AsShotNeutral, neutralOf(raw));
    }
    return fields;
}

std::vector<std::byte> headerOf(const RawImage& raw)
{
    const TiffFields exif = exifFields(raw.shot);
    Offsets offsets;
    offsets.exifDirectory = static_cast<std::uint32_t>(kFirstDirectoryOffset + mainFields(raw, {}).sizeBytes());
    offsets.strip = static_cast<std::uint32_t>(offsets.exifDirectory + exif.sizeBytes());

    std::vector<std::byte> header{std::byte{'I'}, std::byte{'I'}};
    appendLittleEndian(header, 42, 2);
    appendLittleEndian(header, kFirstDirectoryOffset, 4);
    for (const std::vector<std::byte>& part :
         {mainFields(raw, offsets).written(kFirstDirectoryOffset), exif.written(offsets.exifDirectory)}) {
        header.insert(header.end(), part.begin(), part.end());
    }
    return header;
}

}  // namespace

void writeDng(const std::filesystem::path& file, const RawImage& raw, IfExists ifExists)
{
    static_assert(std::endian::native == std::endian::little, "photosites are written as they lie in memory");
    if (raw.cfa.isXTrans()) {
        throw UnsupportedInput(raw.file.empty() ? file : raw.file, "is an X-Trans raw, which cannot be written as DNG");
    }
    const std::vector<std::byte> header = headerOf(raw);
    const std::array<std::span<const std::byte>, 2> parts{std::span(header), std::as_bytes(std::span(raw.photosites))};
    writeAtomically(file, ifExists, [&parts](const std::filesystem::path& temporary) { writeBytes(temporary, parts); });
}

}  // namespace scotopic
