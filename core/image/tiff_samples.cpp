// SPDX-License-Identifier: MIT
#include "core/image/tiff_samples.h"

#include "core/base/error.h"
#include "core/image/codec.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <tiffio.h>

namespace scotopic {

namespace {

template <typename Number>
Number numberIn(tiff* file, std::uint32_t tag, Number otherwise)
{
    Number number = 0;
    return TIFFGetFieldDefaulted(file, tag, &number) != 0 ? number : otherwise;
}

const char* sampleTypeName(unsigned sampleFormat, unsigned bits)
{
    switch (sampleFormat) {
    case SAMPLEFORMAT_INT: return bits == 8 ? "int8" : bits == 16 ? "int16" : "int";
    case SAMPLEFORMAT_IEEEFP: return bits == 16 ? "half" : bits == 64 ? "double" : "float";
    case SAMPLEFORMAT_COMPLEXINT:
    case SAMPLEFORMAT_COMPLEXIEEEFP: return "complex";
    default: return bits == 32 ? "uint32" : "uint";
    }
}

void requireReadableSamples(const std::filesystem::path& file, const TiffLayout& layout, unsigned sampleFormat)
{
    const bool isWhole = sampleFormat == SAMPLEFORMAT_UINT || sampleFormat == SAMPLEFORMAT_VOID;
    if (!isWhole || layout.bits < 1 || layout.bits > 16) {
        throw UnsupportedInput(file, std::string("has samples of type ") + sampleTypeName(sampleFormat, layout.bits)
                                         + "; 8- and 16-bit pictures can be read");
    }
    const bool isUsual = layout.photometric <= PHOTOMETRIC_PALETTE;
    const bool isConverted =
        (layout.photometric == PHOTOMETRIC_YCBCR || layout.photometric == PHOTOMETRIC_CIELAB) && layout.bits == 8;
    if (layout.photometric == PHOTOMETRIC_SEPARATED || (isUsual && layout.samples < layout.colours)) {
        throw UnsupportedInput(file,
                               "has " + std::to_string(layout.samples) + " colour channels; grey and RGB can be read");
    }
    if (!isUsual && !isConverted) {
        throw UnsupportedInput(file, "has colours of kind " + std::to_string(layout.photometric)
                                         + " (photometric interpretation); grey and RGB can be read");
    }
    if (TIFFIsCODECConfigured(static_cast<std::uint16_t>(layout.compression)) == 0) {
        throw UnsupportedInput(file, "is compressed by method " + std::to_string(layout.compression)
                                         + ", which this libtiff cannot read");
    }
}

}  // namespace

TiffLayout layoutIn(const TiffFile& opened, const std::filesystem::path& file)
{
    tiff* const handle = opened.handle();
    TiffLayout layout;
    layout.width = numberIn<std::uint32_t>(handle, TIFFTAG_IMAGEWIDTH, 0);
    layout.height = numberIn<std::uint32_t>(handle, TIFFTAG_IMAGELENGTH, 0);
    requirePlausibleSize(file, layout.width, layout.height);
    layout.bits = numberIn<std::uint16_t>(handle, TIFFTAG_BITSPERSAMPLE, 1);
    layout.samples = numberIn<std::uint16_t>(handle, TIFFTAG_SAMPLESPERPIXEL, 1);
    layout.compression = numberIn<std::uint16_t>(handle, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    layout.isSeparate =
        numberIn<std::uint16_t>(handle, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE
        && layout.samples > 1;
    layout.isTiled = TIFFIsTiled(handle) != 0;
    std::uint16_t photometric = 0;
    const bool isGiven = TIFFGetField(handle, TIFFTAG_PHOTOMETRIC, &photometric) != 0;
    layout.photometric = isGiven ? photometric : layout.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    layout.colours = layout.photometric == PHOTOMETRIC_RGB ? 3 : 1;
    const auto orientation = numberIn<std::uint16_t>(handle, TIFFTAG_ORIENTATION, 1);
    layout.orientation =
        orientation >= 1 && orientation <= 8 ? static_cast<Orientation>(orientation) : Orientation::Upright;
    requireReadableSamples(file, layout, numberIn<std::uint16_t>(handle, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT));
    if (layout.photometric > PHOTOMETRIC_PALETTE) {
        layout.colours = 3;
        if (layout.photometric == PHOTOMETRIC_YCBCR && layout.compression == COMPRESSION_JPEG && !layout.isSeparate) {
            TIFFSetField(handle, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);  // libjpeg turns it into RGB
            layout.samples = 3;
            layout.photometric = PHOTOMETRIC_RGB;
        } else {
            layout.asRgba = true;
        }
    }
    return layout;
}

TiffSamples::TiffSamples(const TiffFile& opened, const TiffLayout& layout) : m_layout(layout)
{
    const unsigned most = (1U << layout.bits) - 1;
    const bool isInverted = layout.photometric == PHOTOMETRIC_MINISWHITE;
    m_ofNumber.resize(std::size_t{most} + 1);
    for (unsigned number = 0; number <= most; ++number) {
        const unsigned value = (number * 65535U + most / 2) / most;
        m_ofNumber[number] = static_cast<std::uint16_t>(isInverted ? 65535U - value : value);
    }
    if (layout.photometric == PHOTOMETRIC_PALETTE) {
        takePalette(opened);
    }
}

void TiffSamples::takePalette(const TiffFile& opened)
{
    std::array<std::uint16_t*, 3> maps{};
    if (TIFFGetField(opened.handle(), TIFFTAG_COLORMAP, &maps[0], &maps[1], &maps[2]) == 0) {
        opened.failRead();
    }
    bool isSmall = true;  // some writers put 8-bit colours there
    for (std::size_t c = 0; c < maps.size(); ++c) {
        m_palette[c].assign(maps[c], maps[c] + m_ofNumber.size());
        isSmall &= std::all_of(m_palette[c].begin(), m_palette[c].end(), [](auto colour) { return colour < 256; });
    }
    for (std::vector<std::uint16_t>& map : m_palette) {
        std::transform(map.begin(), map.end(), map.begin(), [isSmall](std::uint16_t colour) {
            return static_cast<std::uint16_t>(isSmall ? colour * 257 : colour);
        });
    }
}

unsigned TiffSamples::numberAt(std::span<const std::uint8_t> row, std::size_t sample) const
{
    if (m_layout.bits == 8) {
        return row[sample];
    }
    if (m_layout.bits == 16) {
        std::uint16_t number = 0;
        std::memcpy(&number, row.data() + 2 * sample, sizeof number);
        return number;
    }
    unsigned number = 0;
    for (std::size_t at = sample * m_layout.bits; at < (sample + 1) * m_layout.bits; ++at) {
        number = number << 1U | (row[at / 8] >> (7U - at % 8) & 1U);
    }
    return number;
}

void TiffSamples::spread(std::span<const std::uint8_t> row, unsigned plane, std::size_t pixels,
                         std::uint16_t* rgb) const
{
    const std::size_t step = m_layout.samplesInRow();
    for (std::size_t x = 0; x < pixels; ++x, rgb += 3) {
        if (!m_palette[0].empty()) {
            const unsigned index = numberAt(row, x * step);
            for (std::size_t c = 0; c < 3; ++c) {
                rgb[c] = m_palette[c][index];
            }
        } else if (m_layout.colours == 1) {
            rgb[0] = rgb[1] = rgb[2] = m_ofNumber[numberAt(row, x * step)];
        } else if (m_layout.isSeparate) {
            rgb[plane] = m_ofNumber[numberAt(row, x)];
        } else {
            for (std::size_t c = 0; c < 3; ++c) {
                rgb[c] = m_ofNumber[numberAt(row, x * step + c)];
            }
        }
    }
}

}  // namespace scotopic
