// SPDX-License-Identifier: MIT
#include "core/image/tiff_reader.h"

#include "core/base/error.h"
#include "core/image/tiff_file.h"
#include "core/image/tiff_samples.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tiffio.h>
#include <utility>
#include <vector>

namespace scotopic {

namespace {

constexpr int kRowsBetweenLooks = 32;
constexpr std::uint64_t kMostTileBytes = std::uint64_t{1} << 30;

std::uint32_t tiffNumber(tiff* file, std::uint32_t tag)
{
    std::uint32_t number = 0;
    return TIFFGetFieldDefaulted(file, tag, &number) != 0 ? number : 0;
}

/// Grows with the rows that were read: a small file that claims to be large takes no memory for what it lacks.
class TiffDecoder {
public:
    TiffDecoder(const TiffFile& opened, const TiffLayout& layout, const JobContext& context)
        : m_opened(opened), m_handle(opened.handle()), m_layout(layout), m_context(context),
          m_rowValues(std::size_t{layout.width} * 3)
    {
        m_rgb.reserve(m_rowValues * layout.height);
    }

    [[nodiscard]] std::vector<std::uint16_t> decode(const std::filesystem::path& file)
    {
        if (m_layout.asRgba) {
            readConverted(file);
        } else if (m_layout.isTiled) {
            readTiles(file);
        } else {
            readRows();
        }
        return std::move(m_rgb);
    }

private:
    void lookUp(std::size_t rowsDone, std::size_t rowCount) const
    {
        m_context.throwIfCancelled();
        m_context.report({.stage = "opening",
                          .fraction = static_cast<double>(rowsDone) / static_cast<double>(rowCount),
                          .remainingSeconds = std::nullopt});
    }

    [[nodiscard]] std::uint16_t* rowAt(std::size_t y)
    {
        m_rgb.resize(std::max(m_rgb.size(), (y + 1) * m_rowValues));
        return m_rgb.data() + y * m_rowValues;
    }

    [[nodiscard]] std::size_t bytesOf(std::size_t pixels) const
    {
        return (pixels * m_layout.samplesInRow() * m_layout.bits + 7) / 8;
    }

    void readRows()
    {
        const TiffSamples samples(m_opened, m_layout);
        const std::size_t rowBytes = bytesOf(m_layout.width);
        if (TIFFScanlineSize64(m_handle) < rowBytes) {
            m_opened.failRead();
        }
        std::vector<std::uint8_t> row(TIFFScanlineSize64(m_handle));
        for (unsigned plane = 0; plane < m_layout.planes(); ++plane) {
            for (std::uint32_t y = 0; y < m_layout.height; ++y) {
                if (y % kRowsBetweenLooks == 0) {
                    lookUp(std::size_t{plane} * m_layout.height + y, std::size_t{m_layout.planes()} * m_layout.height);
                }
                if (TIFFReadScanline(m_handle, row.data(), y, static_cast<std::uint16_t>(plane)) != 1) {
                    m_opened.failRead();
                }
                samples.spread(row, plane, m_layout.width, rowAt(y));
            }
        }
    }

    void readTiles(const std::filesystem::path& file)
    {
        const TiffSamples samples(m_opened, m_layout);
        const auto width = tiffNumber(m_handle, TIFFTAG_TILEWIDTH);
        const auto height = tiffNumber(m_handle, TIFFTAG_TILELENGTH);
        const std::uint64_t bytes = TIFFTileSize64(m_handle);
        if (width == 0 || height == 0 || bytes > kMostTileBytes) {
            throw UnsupportedInput(file, "claims to have tiles of " + std::to_string(width) + " x "
                                             + std::to_string(height) + " pixels");
        }
        const std::size_t rowBytes = bytesOf(width);
        if (bytes < rowBytes * height) {
            m_opened.failRead();
        }
        std::vector<std::uint8_t> tile(bytes);
        for (std::uint32_t top = 0; top < m_layout.height; top += height) {
            const std::uint32_t rows = std::min(height, m_layout.height - top);
            static_cast<void>(rowAt(std::size_t{top} + rows - 1));
            for (unsigned plane = 0; plane < m_layout.planes(); ++plane) {
                for (std::uint32_t left = 0; left < m_layout.width; left += width) {
                    lookUp(top, m_layout.height);
                    const std::uint32_t index =
                        TIFFComputeTile(m_handle, left, top, 0, static_cast<std::uint16_t>(plane));
                    requireWhole(index, bytes);
                    if (TIFFReadEncodedTile(m_handle, index, tile.data(), static_cast<tmsize_t>(bytes)) < 0) {
                        m_opened.failRead();
                    }
                    for (std::uint32_t y = 0; y < rows; ++y) {
                        samples.spread(std::span(tile).subspan(y * rowBytes, rowBytes), plane,
                                       std::min(width, m_layout.width - left),
                                       rowAt(std::size_t{top} + y) + std::size_t{left} * 3);
                    }
                }
            }
        }
    }

    /// libtiff takes what lies at the file's beginning for a plain tile that is not there.
    void requireWhole(std::uint32_t tile, std::uint64_t tileBytes) const
    {
        const std::uint64_t bytes = TIFFGetStrileByteCount(m_handle, tile);
        if (bytes == 0 || (m_layout.compression == COMPRESSION_NONE && bytes < tileBytes)) {
            m_opened.failRead("a tile is missing");
        }
    }

    /// YCbCr and Lab, a strip or a row of tiles at a time.
    void readConverted(const std::filesystem::path& file)
    {
        std::array<char, 1024> reason{};
        TIFFRGBAImage image = {};
        if (TIFFRGBAImageOK(m_handle, reason.data()) == 0
            || TIFFRGBAImageBegin(&image, m_handle, 1, reason.data()) == 0) {
            m_context.throwIfCancelled();
            throw UnsupportedInput(file, std::string("cannot be read: ") + reason.data());
        }
        const std::unique_ptr<TIFFRGBAImage, decltype(&TIFFRGBAImageEnd)> end(&image, &TIFFRGBAImageEnd);
        image.req_orientation = image.orientation;  // as stored; it is turned with all others
        const std::uint32_t tag = m_layout.isTiled ? TIFFTAG_TILELENGTH : TIFFTAG_ROWSPERSTRIP;
        const std::uint32_t step = std::clamp(tiffNumber(m_handle, tag), 1U, m_layout.height);
        std::vector<std::uint32_t> pixels(std::size_t{step} * m_layout.width);
        for (std::uint32_t top = 0; top < m_layout.height; top += step) {
            lookUp(top, m_layout.height);
            const std::uint32_t rows = std::min(step, m_layout.height - top);
            image.row_offset = static_cast<int>(top);
            if (TIFFRGBAImageGet(&image, pixels.data(), m_layout.width, rows) == 0) {
                m_opened.failRead();
            }
            for (std::uint32_t y = 0; y < rows; ++y) {
                std::uint16_t* rgb = rowAt(std::size_t{top} + y);
                for (std::size_t x = 0; x < m_layout.width; ++x, rgb += 3) {
                    const std::uint32_t pixel = pixels[std::size_t{y} * m_layout.width + x];
                    rgb[0] = static_cast<std::uint16_t>(TIFFGetR(pixel) * 257);
                    rgb[1] = static_cast<std::uint16_t>(TIFFGetG(pixel) * 257);
                    rgb[2] = static_cast<std::uint16_t>(TIFFGetB(pixel) * 257);
                }
            }
        }
    }

    const TiffFile& m_opened;
    tiff* m_handle;
    const TiffLayout& m_layout;
    const JobContext& m_context;
    std::size_t m_rowValues;
    std::vector<std::uint16_t> m_rgb;
};

}  // namespace

PictureFacts tiffFacts(const std::filesystem::path& file)
{
    const JobContext context;
    const TiffFile opened(file, context);
    const TiffLayout layout = layoutIn(opened, file);
    const PixelSize size{static_cast<int>(layout.width), static_cast<int>(layout.height)};
    return {.size = orientedSize(size, layout.orientation), .bitsPerChannel = static_cast<int>(layout.bits)};
}

SrgbPicture decodeTiff(const std::filesystem::path& file, const JobContext& context)
{
    const TiffFile opened(file, context);
    const TiffLayout layout = layoutIn(opened, file);
    SrgbPicture picture{{static_cast<int>(layout.width), static_cast<int>(layout.height)}, {}};
    picture.rgb = TiffDecoder(opened, layout, context).decode(file);
    return oriented(std::move(picture), layout.orientation);
}

}  // namespace scotopic
