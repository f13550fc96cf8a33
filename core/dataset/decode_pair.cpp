// SPDX-License-Identifier: MIT
#include "core/dataset/decode_pair.h"

#include "core/base/error.h"
#include "core/dataset/find_pairs.h"
#include "core/image/picture.h"
#include "core/image/picture_file.h"
#include "core/raw/cfa_layout.h"
#include "core/raw/develop.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

/// Where a pixel of a plane lies on the sensor.
struct Photosite {
    int row = 0;
    int column = 0;
};

Photosite photositeOf(const CfaLayout& layout, int plane, int y, int x)
{
    const int platePx = layout.platePx;
    const int pixelOfBlock = y % platePx * platePx + x % platePx;
    const BlockSite site = layout.sites[static_cast<std::size_t>(plane)][static_cast<std::size_t>(pixelOfBlock)];
    return {layout.area.y + y / platePx * layout.blockPx + site.row,
            layout.area.x + x / platePx * layout.blockPx + site.column};
}

std::vector<std::uint16_t> foldedCounts(const RawImage& raw, const CfaLayout& layout)
{
    const PixelSize size = layout.planeSize();
    std::vector<std::uint16_t> counts;
    counts.reserve(size.area() * static_cast<std::size_t>(layout.planeCount));
    for (int plane = 0; plane < layout.planeCount; ++plane) {
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                const Photosite site = photositeOf(layout, plane, y, x);
                counts.push_back(raw.at(site.row, site.column));
            }
        }
    }
    return counts;
}

/// The sensor's black pattern seen from the planes: it repeats once it and the blocks have both come round.
PlaneLevels foldedLevels(const RawImage& raw, const CfaLayout& layout)
{
    PlaneLevels levels;
    levels.blackPeriod.width = raw.black.width / std::gcd(raw.black.width, layout.blockPx) * layout.platePx;
    levels.blackPeriod.height = raw.black.height / std::gcd(raw.black.height, layout.blockPx) * layout.platePx;
    for (int plane = 0; plane < layout.planeCount; ++plane) {
        for (int y = 0; y < levels.blackPeriod.height; ++y) {
            for (int x = 0; x < levels.blackPeriod.width; ++x) {
                const Photosite site = photositeOf(layout, plane, y, x);
                levels.blackDn.push_back(raw.black.at(site.row, site.column));
            }
        }
        const Photosite first = photositeOf(layout, plane, 0, 0);
        levels.whiteDn[static_cast<std::size_t>(plane)] =
            raw.whiteLevelDn[static_cast<std::size_t>(raw.cfa.at(first.row, first.column))];
    }
    return levels;
}

Orientation turnedBack(Orientation orientation)
{
    switch (orientation) {
    case Orientation::Rotated90Clockwise: return Orientation::Rotated90CounterClockwise;
    case Orientation::Rotated90CounterClockwise: return Orientation::Rotated90Clockwise;
    default: return orientation;
    }
}

std::string sizeText(PixelSize size)
{
    return std::to_string(size.width) + "x" + std::to_string(size.height);
}

void requireDepth(const fs::path& picture, int bitsPerChannel)
{
    if (bitsPerChannel != 16) {
        throw UnsupportedInput(picture,
                               "has " + std::to_string(bitsPerChannel) + " bits per channel; a ground truth has 16");
    }
}

/// `size` in the sensor's orientation.
void requireSize(const fs::path& longFile, PixelSize size, const SensorFrame& frame)
{
    if (size != frame.size && size != frame.packed.size()) {
        throw CorruptInput(longFile, "is " + sizeText(size) + ", but its short exposure " + frame.file.string() + " is "
                                         + sizeText(frame.size));
    }
}

/// A picture's numbers were taken for 16 bits when they are more, or the exposure was far too long.
void requireNotWhite(const fs::path& longFile, const GroundTruth& truth)
{
    constexpr double kMostWhite = 0.99;
    const auto whiteCount = std::ranges::count(truth.rgb, std::uint16_t{65535});
    if (static_cast<double>(whiteCount) > kMostWhite * static_cast<double>(truth.rgb.size())) {
        throw CorruptInput(longFile, "is brighter than white nearly everywhere, so it shows nothing to learn");
    }
}

SrgbPicture inSensorOrientation(const fs::path& longFile, const SensorFrame& frame, const JobContext& context)
{
    if (isPicture(longFile)) {
        requireDepth(longFile, readPictureFacts(longFile).bitsPerChannel);
        return oriented(readPicture(longFile, context), turnedBack(frame.orientation));
    }
    const RawImage raw = readRaw(longFile, /*picture=*/1, context);
    DevelopedRaw developed = develop(raw, {}, context);
    return oriented(SrgbPicture{developed.size, std::move(developed.rgb), TransferCurve::Bt709},
                    turnedBack(raw.orientation));
}

}  // namespace

PixelSize SensorFrame::planeSize() const
{
    const int stride = planes == 9 ? 3 : 2;
    return {packed.width / stride, packed.height / stride};
}

SensorFrame sensorFrameOf(const fs::path& shortFile)
{
    const RawImage header = readRawHeader(shortFile);
    return {shortFile, header.size, packedArea(header), layoutOf(header).planeCount, header.orientation};
}

ShortExposure decodeShort(const fs::path& shortFile, const JobContext& context)
{
    return foldedShort(readRaw(shortFile, /*picture=*/1, context));
}

ShortExposure foldedShort(const RawImage& raw)
{
    const CfaLayout layout = layoutOf(raw);
    return {layout.planeCount,
            layout.planeSize(),
            foldedCounts(raw, layout),
            foldedLevels(raw, layout),
            {raw.whiteBalance, raw.srgbFromCamera}};
}

GroundTruth decodeLong(const fs::path& longFile, const SensorFrame& frame, const JobContext& context)
{
    const SrgbPicture picture = inSensorOrientation(longFile, frame, context);
    requireSize(longFile, picture.size, frame);
    const bool isCut = picture.size == frame.packed.size();
    const PixelRect part = isCut ? wholeOf(picture.size) : frame.packed;
    GroundTruth truth{part.size(), {}};
    truth.rgb.reserve(part.size().area() * 3);
    for (int y = part.y; y < part.bottom(); ++y) {
        const auto row = picture.rgb.begin() + (std::ptrdiff_t{y} * picture.size.width + part.x) * 3;
        truth.rgb.insert(truth.rgb.end(), row, row + std::ptrdiff_t{3} * part.width);
    }
    requireNotWhite(longFile, truth);
    return truth;
}

void requireFits(const fs::path& longFile, const SensorFrame& frame)
{
    if (isPicture(longFile)) {
        const PictureFacts facts = readPictureFacts(longFile);
        requireDepth(longFile, facts.bitsPerChannel);
        requireSize(longFile, orientedSize(facts.size, frame.orientation), frame);
    } else {
        requireSize(longFile, readRawHeader(longFile).size, frame);
    }
}

}  // namespace scotopic
