// SPDX-License-Identifier: MIT
#include "core/raw/dng_facts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scotopic {

namespace {

// TIFF 6.0, TIFF/EP and DNG 1.4.
enum DngTag : std::uint16_t {
    kNewSubfileType = 254,
    kImageWidth = 256,
    kImageLength = 257,
    kBitsPerSample = 258,
    kCompression = 259,
    kPhotometric = 262,
    kStripOffsets = 273,
    kSamplesPerPixel = 277,
    kRowsPerStrip = 278,
    kStripByteCounts = 279,
    kPlanarConfiguration = 284,
    kPredictor = 317,
    kTileWidth = 322,
    kTileLength = 323,
    kTileOffsets = 324,
    kTileByteCounts = 325,
    kSampleFormat = 339,
    kExifDirectory = 34665,
    kGpsDirectory = 34853,
    kDngVersion = 50706,
    kLinearizationTable = 50712,
    kBlackLevelRepeatDim = 50713,
    kBlackLevel = 50714,
    kBlackLevelDeltaH = 50715,
    kBlackLevelDeltaV = 50716,
    kWhiteLevel = 50717,
    kDefaultScale = 50718,
    kDefaultCropOrigin = 50719,
    kDefaultCropSize = 50720,
    kColorMatrix1 = 50721,
    kColorMatrix2 = 50722,
    kAsShotWhiteXy = 50729,
    kBaselineExposure = 50730,
    kActiveArea = 50829,
    kMaskedAreas = 50830,
    kOpcodeList1 = 51008,
    kOpcodeList2 = 51009,
    kOpcodeList3 = 51022,
    kNoiseProfile = 51041,
};

constexpr std::size_t kMostTiles = 1U << 20U;
constexpr std::size_t kLongestSide = 65535;  // LibRaw's limit
constexpr std::size_t kMostBlackLevels = 4096;
constexpr std::size_t kMostOpcodeBytes = 64U << 20U;
constexpr double kMostUnequalScale = 10;
constexpr int kMosaicPhotometric = 32803;
constexpr int kLinearPhotometric = 34892;

/// Fields of one directory by tag.
class Fields {
public:
    Fields(TiffReader& reader, const TiffDirectory& directory) : m_reader(reader), m_directory(directory) {}

    [[nodiscard]] bool has(std::uint16_t tag) const { return m_directory.find(tag) != nullptr; }

    [[nodiscard]] std::vector<double> numbers(std::uint16_t tag, std::size_t most) const
    {
        const TiffEntry* const entry = m_directory.find(tag);
        return entry == nullptr ? std::vector<double>() : m_reader.numbers(*entry, most);
    }

    /// Numbers of which each is finite; else none at all.
    [[nodiscard]] std::vector<double> finite(std::uint16_t tag, std::size_t most) const
    {
        std::vector<double> values = numbers(tag, most);
        const bool areFinite = std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
        return areFinite ? values : std::vector<double>();
    }

    [[nodiscard]] int integer(std::uint16_t tag, int otherwise) const
    {
        const std::vector<double> value = finite(tag, 1);
        const bool fits = !value.empty() && std::abs(value[0]) <= std::numeric_limits<int>::max();
        return fits ? static_cast<int>(value[0]) : otherwise;
    }

    [[nodiscard]] std::vector<std::uint64_t> offsets(std::uint16_t tag) const
    {
        std::vector<std::uint64_t> values;
        for (const double value : finite(tag, kMostTiles)) {
            values.push_back(value < 0 ? 0 : static_cast<std::uint64_t>(value));
        }
        return values;
    }

    [[nodiscard]] std::vector<DngOpcode> opcodes(std::uint16_t tag) const
    {
        const TiffEntry* const entry = m_directory.find(tag);
        return entry == nullptr ? std::vector<DngOpcode>() : parseOpcodes(m_reader.bytes(*entry, kMostOpcodeBytes));
    }

private:
    TiffReader& m_reader;
    const TiffDirectory& m_directory;
};

PixelRect activeAreaOf(const Fields& fields, PixelSize size)
{
    const std::vector<double> edges = fields.finite(kActiveArea, 4);  // top, left, bottom, right
    const bool isInside = edges.size() == 4 && edges[0] >= 0 && edges[1] >= 0 && edges[2] <= size.height
                          && edges[3] <= size.width && edges[0] < edges[2] && edges[1] < edges[3];
    if (!isInside) {
        return wholeOf(size);
    }
    return {static_cast<int>(edges[1]), static_cast<int>(edges[0]), static_cast<int>(edges[3] - edges[1]),
            static_cast<int>(edges[2] - edges[0])};
}

void readCrop(const Fields& fields, DngPicture& picture)
{
    if (!fields.has(kDefaultCropOrigin) && !fields.has(kDefaultCropSize)) {
        return;
    }
    const PixelSize area = picture.activeArea.size();
    const std::vector<double> origin =
        fields.has(kDefaultCropOrigin) ? fields.finite(kDefaultCropOrigin, 2) : std::vector<double>{0, 0};
    const std::vector<double> size = fields.finite(kDefaultCropSize, 2);
    constexpr double kLeast = 2;
    const auto isInside = [&] {
        return origin[0] >= 0 && origin[1] >= 0 && size[0] >= kLeast && size[1] >= kLeast
               && origin[0] + size[0] <= area.width && origin[1] + size[1] <= area.height;
    };
    picture.hasImpossibleCrop = origin.size() != 2 || size.size() != 2 || !isInside();
    if (picture.hasImpossibleCrop) {
        return;
    }
    const auto whole = [](double edge) { return static_cast<int>(std::lround(edge)); };
    const int left = whole(origin[0]);
    const int top = whole(origin[1]);
    const PixelRect crop{left, top, whole(origin[0] + size[0]) - left, whole(origin[1] + size[1]) - top};
    picture.defaultCrop = crop == wholeOf(area) ? std::nullopt : std::optional(crop);
}

/// DefaultScale brings stored photosites to square pixels: the larger one's factor is the shape.
void readScale(const Fields& fields, DngPicture& picture)
{
    if (!fields.has(kDefaultScale)) {
        return;
    }
    const std::vector<double> scale = fields.finite(kDefaultScale, 2);
    const double aspect = scale.size() == 2 && scale[0] > 0 && scale[1] > 0 ? scale[0] / scale[1] : 0;
    picture.hasImpossibleScale = !(aspect > 1 / kMostUnequalScale && aspect < kMostUnequalScale);
    picture.pixelAspect = picture.hasImpossibleScale ? 1 : aspect;
}

/// NoiseProfile: a scale and an offset of the variance, for all colours or each.
std::optional<double> readNoiseOf(const Fields& fields)
{
    constexpr std::size_t kMostNumbers = 8;
    const std::vector<double> numbers = fields.finite(kNoiseProfile, kMostNumbers);
    double variance = 0;
    for (std::size_t i = 1; i < numbers.size(); i += 2) {
        variance = std::max(variance, numbers[i]);
    }
    return variance > 0 && variance < 1 ? std::optional(std::sqrt(variance)) : std::nullopt;
}

void readStorage(const Fields& fields, DngPicture& picture)
{
    const auto side = [&fields](std::uint16_t tag) {
        return std::clamp(fields.integer(tag, 0), 0, static_cast<int>(kLongestSide));
    };
    picture.size = {side(kImageWidth), side(kImageLength)};
    picture.bitsPerSample = fields.integer(kBitsPerSample, 1);
    picture.samples = fields.integer(kSamplesPerPixel, 1);
    picture.sampleFormat = fields.integer(kSampleFormat, 1);
    picture.compression = fields.integer(kCompression, 1);
    picture.photometric = fields.integer(kPhotometric, 0);
    picture.predictor = fields.integer(kPredictor, 1);
    picture.planarConfiguration = fields.integer(kPlanarConfiguration, 1);
    picture.isTiled = fields.has(kTileOffsets);
    if (picture.isTiled) {
        picture.tile = {fields.integer(kTileWidth, 0), fields.integer(kTileLength, 0)};
    } else {
        const int rows = fields.integer(kRowsPerStrip, picture.size.height);
        picture.tile = {picture.size.width, std::clamp(rows, 0, picture.size.height)};
    }
    picture.offsets = fields.offsets(picture.isTiled ? kTileOffsets : kStripOffsets);
    picture.byteCounts = fields.offsets(picture.isTiled ? kTileByteCounts : kStripByteCounts);
    picture.linearizationTable = fields.finite(kLinearizationTable, 65536);
}

void readLevels(const Fields& fields, DngPicture& picture)
{
    const std::vector<double> repeat = fields.finite(kBlackLevelRepeatDim, 2);
    const auto isSide = [](double value) { return value >= 1 && value <= static_cast<double>(kMostBlackLevels); };
    if (repeat.size() == 2 && isSide(repeat[0]) && isSide(repeat[1])) {
        picture.blackRepeat = {static_cast<int>(repeat[1]), static_cast<int>(repeat[0])};
    }
    const std::size_t samples = static_cast<std::size_t>(std::clamp(picture.samples, 1, 16));
    const std::size_t count = picture.blackRepeat.area() * samples;
    picture.blackLevelsDn = fields.finite(kBlackLevel, std::min(count, kMostBlackLevels));
    if (picture.blackLevelsDn.size() != count) {
        // Writers of several samples a photosite often give the levels of one.
        const bool isOfOne = picture.blackLevelsDn.size() == picture.blackRepeat.area();
        std::vector<double> each;
        for (std::size_t i = 0; isOfOne && i < count; ++i) {
            each.push_back(picture.blackLevelsDn[i / samples]);
        }
        picture.blackLevelsDn = each;
    }
    const auto deltas = [&fields](std::uint16_t tag, int length) {
        std::vector<double> values = fields.finite(tag, kLongestSide);
        return values.size() == static_cast<std::size_t>(length) ? values : std::vector<double>();
    };
    picture.blackColumnDeltasDn = deltas(kBlackLevelDeltaH, picture.activeArea.width);
    picture.blackRowDeltasDn = deltas(kBlackLevelDeltaV, picture.activeArea.height);
    picture.hasMaskedAreas = fields.has(kMaskedAreas);
    picture.whiteLevelsDn = fields.finite(kWhiteLevel, samples);
}

DngPicture pictureOf(TiffReader& reader, const TiffDirectory& directory)
{
    const Fields fields(reader, directory);
    DngPicture picture;
    picture.directory = directory;
    readStorage(fields, picture);
    picture.activeArea = activeAreaOf(fields, picture.size);
    readLevels(fields, picture);
    readCrop(fields, picture);
    readScale(fields, picture);
    picture.readNoise = readNoiseOf(fields);
    picture.asStored = fields.opcodes(kOpcodeList1);
    picture.onLinear = fields.opcodes(kOpcodeList2);
    picture.onDemosaiced = fields.opcodes(kOpcodeList3);
    return picture;
}

}  // namespace

bool DngPicture::isMosaic() const
{
    return photometric == kMosaicPhotometric;
}

std::optional<DngFacts> readDngFacts(TiffReader& reader)
{
    const std::vector<TiffDirectory> directories = reader.directories();
    if (directories.empty() || directories.front().find(kDngVersion) == nullptr) {
        return std::nullopt;
    }
    DngFacts facts;
    facts.isBigTiff = reader.isBigTiff();
    for (const TiffDirectory& directory : directories) {
        const Fields fields(reader, directory);
        const bool isMain = fields.integer(kNewSubfileType, 0) == 0;
        const int photometric = fields.integer(kPhotometric, 0);
        if (isMain && (photometric == kMosaicPhotometric || photometric == kLinearPhotometric)) {
            facts.pictures.push_back(pictureOf(reader, directory));
        }
    }
    if (facts.pictures.empty()) {
        // Of another kind, which LibRaw does not take: for the sentence that says so.
        for (const TiffDirectory& directory : directories) {
            if (Fields(reader, directory).integer(kNewSubfileType, 0) == 0) {
                facts.pictures.push_back(pictureOf(reader, directory));
            }
        }
    }
    for (const TiffEntry& entry : directories.front().entries) {
        const bool isPointer = entry.tag == kExifDirectory || entry.tag == kGpsDirectory;
        const std::vector<double> target = isPointer ? reader.numbers(entry, 1) : std::vector<double>();
        if (!target.empty() && !(target[0] < static_cast<double>(reader.fileBytes()))) {
            facts.lostPointers.push_back(entry);
        }
    }
    constexpr std::size_t kMostMatrixElements = 12;
    const Fields first(reader, directories.front());
    for (const std::uint16_t tag : {kColorMatrix2, kColorMatrix1}) {
        if (facts.colourMatrix.empty()) {
            facts.colourMatrix = first.finite(tag, kMostMatrixElements);
        }
    }
    for (DngPicture& picture : facts.pictures) {
        picture.readNoise = picture.readNoise ? picture.readNoise : readNoiseOf(first);
    }
    facts.hasWhiteXy = first.finite(kAsShotWhiteXy, 2).size() == 2;
    const std::vector<double> exposure = first.finite(kBaselineExposure, 1);
    constexpr double kMostStops = 10;
    if (!exposure.empty() && std::abs(exposure[0]) <= kMostStops) {
        facts.baselineExposureEv = exposure[0];
    }
    return facts;
}

std::string compressionName(int compression)
{
    switch (compression) {
    case 1: return "nothing";
    case 7: return "JPEG";
    case 8:
    case 32946: return "deflate";
    case 9: return "VC-5 (GoPro's GPR)";
    case 34892: return "lossy JPEG";
    case 50002:
    case 52546: return "JPEG XL";
    default: return "method " + std::to_string(compression);
    }
}

}  // namespace scotopic
