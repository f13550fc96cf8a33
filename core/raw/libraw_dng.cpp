// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/apply_opcodes.h"
#include "core/raw/dng_strip.h"
#include "core/raw/libraw_decoder.h"
#include "core/raw/row_bands.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace scotopic {

namespace {

constexpr double kFullCounts = 65535;
constexpr int kNoCompression = 1;
constexpr int kLosslessJpeg = 7;

/// "0.20.2" of "0.20.2-Release".
std::string shortVersion()
{
    const std::string version = LibRaw::version();
    return version.substr(0, version.find('-'));
}

/// 0 to 1, evenly, always the same for a photosite: rounds levels to whole counts without making stripes of the rest.
double ditherAt(int row, int column)
{
    auto bits = static_cast<std::uint32_t>(row) * 0x9E3779B1U ^ static_cast<std::uint32_t>(column) * 0x85EBCA77U;
    bits ^= bits >> 15U;
    bits *= 0x2C1B3C6DU;
    bits ^= bits >> 12U;
    constexpr double kRange = 4294967296.0;
    return bits / kRange;
}

/// Least and most; 0 and 0 of nothing.
std::pair<double, double> rangeOf(const std::vector<double>& values)
{
    if (values.empty()) {
        return {0, 0};
    }
    const auto [least, most] = std::ranges::minmax_element(values);
    return {*least, *most};
}

}  // namespace

void LibRawDecoder::refuseByName() const
{
    const std::string reader = "LibRaw " + shortVersion();
    if (!m_dng || m_dng->pictures.empty()) {
        return;
    }
    if (m_dng->isBigTiff) {
        throw UnsupportedInput(m_file, "is a BigTIFF DNG, which " + reader
                                           + " cannot read: save it again as an ordinary DNG, smaller than 4 GB");
    }
    const DngPicture& picture = m_picture != nullptr ? *m_picture : m_dng->pictures.front();
    constexpr int kYcbcr = 6;
    if (picture.photometric == kYcbcr) {
        throw UnsupportedInput(m_file, "holds a YCbCr picture, which is already developed, and no sensor counts");
    }
    const bool isUsual = picture.compression == kNoCompression || picture.compression == kLosslessJpeg;
    if (!isUsual) {
        throw UnsupportedInput(m_file, "is compressed by " + compressionName(picture.compression) + ", which " + reader
                                           + " cannot read: save it again without compression, or as lossless JPEG, "
                                             "with a DNG converter");
    }
}

void LibRawDecoder::findDngPicture()
{
    if (!m_dng || imgdata.idata.dng_version == 0) {
        m_dng.reset();
        return;
    }
    // By what LibRaw took: where the data are, which after asLibRawReads() is told by the order alone.
    const auto dataOffset = static_cast<std::uint64_t>(libraw_internal_data.unpacker_data.data_offset);
    for (const DngPicture& picture : m_dng->pictures) {
        const TiffEntry* const tileOffsets = picture.directory.find(324);
        const bool isThere = (!picture.offsets.empty() && picture.offsets.front() == dataOffset)
                             || (tileOffsets != nullptr && tileOffsets->offset == dataOffset);
        if (isThere) {
            m_picture = &picture;
            return;
        }
    }
    const PixelSize size{imgdata.sizes.raw_width, imgdata.sizes.raw_height};
    const auto isAlike = [&size](const DngPicture& picture) { return picture.isMosaic() && picture.size == size; };
    if (std::ranges::count_if(m_dng->pictures, isAlike) == 1) {
        m_picture = &*std::ranges::find_if(m_dng->pictures, isAlike);
    }
}

int LibRawDecoder::pictureCount() const
{
    return static_cast<int>(imgdata.idata.raw_count);
}

float LibRawDecoder::pixelAspect() const
{
    const double aspect = imgdata.sizes.pixel_aspect;
    constexpr double kSquare = 0.005;  // within which LibRaw leaves pictures as they are
    return std::isfinite(aspect) && std::abs(aspect - 1) > kSquare && aspect > 0.1 && aspect < 10
               ? static_cast<float>(aspect)
               : 1.0F;
}

void LibRawDecoder::correctDng()
{
    if (m_picture == nullptr) {
        return;
    }
    if (m_picture->hasImpossibleCrop) {
        m_notApplied.emplace_back("an impossible crop");
    }
    if (m_picture->hasImpossibleScale) {
        m_notApplied.emplace_back("an impossible shape of photosites");
    }
    // Margins that are not the file's own mean that LibRaw knows the camera and took levels of its own.
    if (m_picture->activeArea.size() != visibleSize()) {
        return;
    }
    if (needsPlainStrip(*m_picture) && m_picture->whiteLevelsDn.empty() && m_picture->bitsPerSample < 16) {
        const auto whiteDn = (1U << static_cast<unsigned>(m_picture->bitsPerSample)) - 1U;
        imgdata.color.maximum = imgdata.rawdata.color.maximum = whiteDn;
    }
    const auto differs = [](const std::vector<double>& deltas) {
        const auto [least, most] = rangeOf(deltas);
        return most > least;
    };
    if (!m_picture->hasMaskedAreas
        && (m_picture->samples > 1 || differs(m_picture->blackRowDeltasDn)
            || differs(m_picture->blackColumnDeltasDn))) {
        takeDngBlackLevels();
    }
    applyOpcodes();
}

void LibRawDecoder::takeDngBlackLevels()
{
    const auto samples = static_cast<std::size_t>(std::max(m_picture->samples, 1));
    const std::size_t sample = samples == 2 ? static_cast<std::size_t>(m_index % 2) : 0;  // two: pictures in turn
    std::vector<double> levelsDn;
    for (std::size_t i = sample; i < m_picture->blackLevelsDn.size(); i += samples) {
        levelsDn.push_back(m_picture->blackLevelsDn[i]);
    }
    PixelSize repeat = m_picture->blackRepeat;
    if (levelsDn.empty()) {
        levelsDn = {0};
        repeat = {1, 1};
    }
    // What all deltas have in common belongs to the pattern where that has no room to subtract it from.
    const auto [leastRow, mostRow] = rangeOf(m_picture->blackRowDeltasDn);
    const auto [leastColumn, mostColumn] = rangeOf(m_picture->blackColumnDeltasDn);
    const bool hasRoom = *std::ranges::min_element(levelsDn) >= mostRow + mostColumn;
    const double inPatternDn = hasRoom ? 0 : leastRow + leastColumn;

    constexpr std::size_t kMostLevels = LIBRAW_CBLACK_SIZE - 6;
    if (levelsDn.size() != repeat.area() || levelsDn.size() > kMostLevels) {
        return;
    }
    for (libraw_colordata_t* const color : {&imgdata.color, &imgdata.rawdata.color}) {
        libraw_dng_levels_t& dng = color->dng_levels;
        std::fill_n(color->cblack, 6, 0U);
        std::fill_n(dng.dng_cblack, 6, 0U);
        std::fill_n(dng.dng_fcblack, 6, 0.0F);
        color->black = dng.dng_black = 0;
        dng.dng_fblack = 0;
        color->cblack[4] = dng.dng_cblack[4] = static_cast<unsigned>(repeat.height);
        color->cblack[5] = dng.dng_cblack[5] = static_cast<unsigned>(repeat.width);
        for (std::size_t i = 0; i < levelsDn.size(); ++i) {
            const double levelDn = std::clamp(levelsDn[i] + inPatternDn, 0.0, kFullCounts);
            color->cblack[6 + i] = dng.dng_cblack[6 + i] = static_cast<unsigned>(std::lround(levelDn));
            dng.dng_fcblack[6 + i] = static_cast<float>(levelDn);
        }
    }
    subtractBlackDeltas(inPatternDn);
}

void LibRawDecoder::subtractBlackDeltas(double inPatternDn)
{
    const std::vector<double>& rows = m_picture->blackRowDeltasDn;
    const std::vector<double>& columns = m_picture->blackColumnDeltasDn;
    if (rows.empty() && columns.empty()) {
        return;
    }
    const PixelSize size = visibleSize();
    const double whiteDn = static_cast<double>(whiteLevelDn());
    forRowBands(size.height, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            std::uint16_t* const photosites = visibleRow(row);
            const double ofRow = (rows.empty() ? 0 : rows[static_cast<std::size_t>(row)]) - inPatternDn;
            for (int column = 0; column < size.width; ++column) {
                const double delta = ofRow + (columns.empty() ? 0 : columns[static_cast<std::size_t>(column)]);
                const double count = photosites[column];
                const double left = count - std::floor(delta + ditherAt(row, column));
                const double least = count >= whiteDn ? whiteDn : 0;  // what is saturated stays so
                photosites[column] = static_cast<std::uint16_t>(std::clamp(left, least, kFullCounts));
            }
        }
    });
}

void LibRawDecoder::applyOpcodes()
{
    const BlackLevel black = blackLevel();
    const CfaPattern pattern = cfa();
    const Mosaic mosaic{.size = visibleSize(),
                        .first = visibleRow(0),
                        .pitch = visibleRow(1) - visibleRow(0),
                        .black = black,
                        .cfa = pattern,
                        .whiteDn = whiteLevelDn()};
    std::vector<DngOpcode> left = m_picture->asStored;
    std::ranges::copy(applied(m_picture->onLinear, OpcodePlace::Mosaic, mosaic), std::back_inserter(left));
    std::ranges::copy(applied(m_picture->onDemosaiced, OpcodePlace::Demosaiced, mosaic), std::back_inserter(left));
    for (const DngOpcode& opcode : left) {
        const std::string name = nameOf(opcode);
        if (!isAboutBadPhotosites(opcode) && std::ranges::find(m_notApplied, name) == m_notApplied.end()) {
            m_notApplied.push_back(name);
        }
    }
}

}  // namespace scotopic
