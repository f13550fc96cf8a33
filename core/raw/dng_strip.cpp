// SPDX-License-Identifier: MIT
#include "core/raw/dng_strip.h"

#include "core/base/error.h"
#include "core/raw/inflate.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace scotopic {

namespace {

enum StripTag : std::uint16_t {
    kBitsPerSampleTag = 258,
    kCompressionTag = 259,
    kStripOffsetsTag = 273,
    kRowsPerStripTag = 278,
    kStripByteCountsTag = 279,
    kPredictorTag = 317,
    kTileWidthTag = 322,
    kTileLengthTag = 323,
    kTileOffsetsTag = 324,
    kTileByteCountsTag = 325,
    kDefaultScaleTag = 50718,
    kPrivateTag = 65535,  // which nobody reads
};

constexpr int kPlain = 1;
constexpr int kDeflate = 8;
constexpr int kDeflateOfOld = 32946;
constexpr std::size_t kOutputBytes = 2;  // a sample
// What deflate can make of one byte (RFC 1951: 258 bytes for two bits).
constexpr std::uint64_t kMostInflation = 1032;

bool isDeflate(const DngPicture& picture)
{
    return picture.compression == kDeflate || picture.compression == kDeflateOfOld;
}

/// Of samples that are subtracted from the one before (TIFF's Predictor, DNG 1.4's variants): how far before; 0: none
/// are. None for others.
std::optional<int> predictionDistance(const DngPicture& picture)
{
    switch (picture.predictor) {
    case 1: return 0;
    case 2: return picture.samples;
    case 34892: return picture.samples * 2;
    case 34893: return picture.samples * 4;
    default: return std::nullopt;
    }
}

void undoPrediction(std::vector<std::uint16_t>& row, int distance, int bits)
{
    const auto mask = static_cast<std::uint16_t>((1U << static_cast<unsigned>(bits)) - 1U);
    for (std::size_t i = static_cast<std::size_t>(distance); distance > 0 && i < row.size(); ++i) {
        row[i] = static_cast<std::uint16_t>((row[i] + row[i - static_cast<std::size_t>(distance)]) & mask);
    }
}

/// One picture's tiles or strips to rows of 16-bit samples, in the file's own byte order.
class StripMaker {
public:
    StripMaker(const std::filesystem::path& file, TiffReader& reader, const DngPicture& picture)
        : m_file(file), m_reader(reader), m_picture(picture),
          m_samplesPerRow(static_cast<std::size_t>(picture.size.width) * static_cast<std::size_t>(picture.samples)),
          m_tileSamples(static_cast<std::size_t>(picture.tile.width) * static_cast<std::size_t>(picture.samples)),
          m_tileRowBytes((m_tileSamples * static_cast<std::size_t>(picture.bitsPerSample) + 7) / 8)
    {
    }

    [[nodiscard]] std::string strip()
    {
        requirePossible();
        const PixelSize tile = m_picture.tile;
        std::string strip(m_samplesPerRow * static_cast<std::size_t>(m_picture.size.height) * kOutputBytes, '\0');
        std::size_t index = 0;
        for (int top = 0; top < m_picture.size.height; top += tile.height) {
            for (int left = 0; left < m_picture.size.width; left += tile.width) {
                placeTile(index++, top, left, strip);
            }
        }
        return strip;
    }

private:
    [[noreturn]] void refuse(const std::string& reason) const { throw CorruptInput(m_file, reason); }
    [[noreturn]] void refuseTruncated() const { refuse("is truncated: the picture data ends too early"); }

    void requirePossible() const
    {
        const PixelSize size = m_picture.size;
        const PixelSize tile = m_picture.tile;
        constexpr int kLongestTile = 1 << 16;
        if (size.isEmpty() || tile.isEmpty() || tile.width > kLongestTile || tile.height > kLongestTile) {
            refuse("is damaged: its tiles have no possible size");
        }
        const auto along = [](int length, int step) { return static_cast<std::size_t>((length + step - 1) / step); };
        const std::size_t count = along(size.width, tile.width) * along(size.height, tile.height);
        if (m_picture.offsets.size() < count || (isDeflate(m_picture) && m_picture.byteCounts.size() < count)) {
            refuse("is damaged: it has fewer tiles than its size needs");
        }
        const std::uint64_t bytes =
            std::uint64_t{size.area()} * static_cast<std::uint64_t>(m_picture.bitsPerSample) / 8;
        const std::uint64_t unpackedTile = isDeflate(m_picture) ? m_tileRowBytes * std::uint64_t(tile.height) : 0;
        if (std::max(bytes, unpackedTile) > m_reader.fileBytes() * (isDeflate(m_picture) ? kMostInflation : 1)) {
            refuse("says it has " + std::to_string(size.width) + " x " + std::to_string(size.height)
                   + " photosites, which cannot be in " + std::to_string(m_reader.fileBytes()) + " bytes");
        }
    }

    void placeTile(std::size_t index, int top, int left, std::string& strip)
    {
        // Tiles are whole at the edges too; of strips the last is shorter.
        const int rowsLeft = m_picture.size.height - top;
        const int usedRows = std::min(m_picture.tile.height, rowsLeft);
        const int storedRows = m_picture.isTiled && isDeflate(m_picture) ? m_picture.tile.height : usedRows;
        std::vector<unsigned char> bytes(m_tileRowBytes * static_cast<std::size_t>(storedRows));
        if (isDeflate(m_picture)) {
            std::string packed(packedBytes(index), '\0');
            if (!m_reader.read(m_picture.offsets[index], packed.size(), packed.data())) {
                refuseTruncated();
            }
            if (!inflateInto(packed, bytes)) {
                refuse("is damaged: a tile cannot be unpacked");
            }
        } else if (!m_reader.read(m_picture.offsets[index], bytes.size(), bytes.data())) {
            refuseTruncated();
        }
        const int usedColumns = std::min(m_picture.tile.width, m_picture.size.width - left);
        const std::size_t usedSamples =
            static_cast<std::size_t>(usedColumns) * static_cast<std::size_t>(m_picture.samples);
        std::vector<std::uint16_t> row(m_tileSamples);
        for (int y = 0; y < usedRows; ++y) {
            unpackRow(bytes.data() + m_tileRowBytes * static_cast<std::size_t>(y), row);
            undoPrediction(row, *predictionDistance(m_picture), m_picture.bitsPerSample);
            const std::size_t first = static_cast<std::size_t>(top + y) * m_samplesPerRow
                                      + static_cast<std::size_t>(left) * static_cast<std::size_t>(m_picture.samples);
            for (std::size_t x = 0; x < usedSamples; ++x) {
                store(row[x], strip.data() + (first + x) * kOutputBytes);
            }
        }
    }

    [[nodiscard]] std::size_t packedBytes(std::size_t index) const
    {
        const std::uint64_t bytes = m_picture.byteCounts[index];
        if (bytes > m_reader.fileBytes()) {
            refuseTruncated();
        }
        return static_cast<std::size_t>(bytes);
    }

    void unpackRow(const unsigned char* bytes, std::vector<std::uint16_t>& row) const
    {
        constexpr int kWholeWord = 16;
        if (m_picture.bitsPerSample == kWholeWord) {
            const std::size_t high = m_reader.isBigEndian() ? 0 : 1;
            for (std::size_t x = 0; x < row.size(); ++x) {
                row[x] = static_cast<std::uint16_t>(bytes[x * 2 + high] << 8 | bytes[x * 2 + 1 - high]);
            }
            return;
        }
        // Fewer bits follow each other from the highest on, whatever the byte order (TIFF 6.0, FillOrder 1).
        const auto bits = static_cast<unsigned>(m_picture.bitsPerSample);
        std::uint32_t window = 0;
        unsigned held = 0;
        for (std::uint16_t& sample : row) {
            while (held < bits) {
                window = window << 8U | *bytes++;
                held += 8;
            }
            held -= bits;
            sample = static_cast<std::uint16_t>(window >> held & ((1U << bits) - 1U));
        }
    }

    void store(std::uint16_t sample, char* target) const
    {
        const std::size_t high = m_reader.isBigEndian() ? 0 : 1;
        target[high] = static_cast<char>(sample >> 8);
        target[1 - high] = static_cast<char>(sample & 0xFF);
    }

    const std::filesystem::path& m_file;
    TiffReader& m_reader;
    const DngPicture& m_picture;
    std::size_t m_samplesPerRow;
    std::size_t m_tileSamples;
    std::size_t m_tileRowBytes;
};

/// Rewrites fields of a directory where it stands.
class FieldPatcher {
public:
    FieldPatcher(std::string& bytes, bool isBigEndian) : m_bytes(bytes), m_isBigEndian(isBigEndian) {}

    /// Makes the entry one LONG of that tag.
    void becomeLong(const TiffEntry* entry, std::uint16_t tag, std::uint32_t value)
    {
        if (entry != nullptr) {
            constexpr std::uint32_t kLongType = 4;
            put(entry->fieldStart, tag, 2);
            put(entry->fieldStart + 2, kLongType, 2);
            put(entry->fieldStart + 4, 1, 4);
            put(entry->fieldStart + 8, value, 4);
        }
    }
    /// Each of the entry's SHORTs or LONGs.
    void setEach(const TiffEntry* entry, std::uint32_t value)
    {
        const bool isShort = entry != nullptr && entry->type == 3;
        const std::uint64_t bytes = isShort ? 2 : 4;
        for (std::uint64_t i = 0; entry != nullptr && i < std::min<std::uint64_t>(entry->count, 16); ++i) {
            put(entry->offset + i * bytes, value, static_cast<int>(bytes));
        }
    }

private:
    void put(std::uint64_t offset, std::uint32_t value, int count)
    {
        for (int i = 0; i < count; ++i) {
            const int shift = 8 * (m_isBigEndian ? count - 1 - i : i);
            m_bytes[static_cast<std::size_t>(offset) + static_cast<std::size_t>(i)] =
                static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
        }
    }

    std::string& m_bytes;
    bool m_isBigEndian;
};

void describeStrip(const DngPicture& picture, std::uint32_t offset, std::uint32_t bytes, FieldPatcher& fields)
{
    const TiffDirectory& directory = picture.directory;
    const auto height = static_cast<std::uint32_t>(picture.size.height);
    fields.becomeLong(directory.find(kTileWidthTag), kRowsPerStripTag, height);
    fields.becomeLong(directory.find(kTileByteCountsTag), kRowsPerStripTag, height);
    fields.becomeLong(directory.find(kRowsPerStripTag), kRowsPerStripTag, height);
    for (const std::uint16_t tag : {kTileOffsetsTag, kStripOffsetsTag}) {
        fields.becomeLong(directory.find(tag), kStripOffsetsTag, offset);
    }
    for (const std::uint16_t tag : {kTileLengthTag, kStripByteCountsTag}) {
        fields.becomeLong(directory.find(tag), kStripByteCountsTag, bytes);
    }
    fields.becomeLong(directory.find(kCompressionTag), kCompressionTag, kPlain);
    fields.becomeLong(directory.find(kPredictorTag), kPredictorTag, 1);
    fields.setEach(directory.find(kBitsPerSampleTag), static_cast<std::uint32_t>(kOutputBytes * 8));
}

}  // namespace

bool needsPlainStrip(const DngPicture& picture)
{
    constexpr int kMostSamples = 2;  // of which LibRaw takes one
    const bool isInteger = picture.sampleFormat == 1 && picture.planarConfiguration == 1;
    const bool hasSamples = picture.samples >= 1 && picture.samples <= kMostSamples;
    if (!picture.isMosaic() || !isInteger || !hasSamples) {
        return false;
    }
    if (isDeflate(picture)) {
        return (picture.bitsPerSample == 8 || picture.bitsPerSample == 16) && predictionDistance(picture);
    }
    return picture.compression == kPlain && picture.isTiled && picture.bitsPerSample >= 8
           && picture.bitsPerSample <= 16;
}

std::optional<std::string> asLibRawReads(const std::filesystem::path& file, TiffReader& reader, const DngFacts& facts)
{
    const bool isNeeded = !facts.lostPointers.empty() || std::ranges::any_of(facts.pictures, needsPlainStrip)
                          || std::ranges::any_of(facts.pictures, &DngPicture::hasImpossibleScale);
    // Files beyond what a LONG can point to are left to LibRaw.
    if (!isNeeded || facts.isBigTiff || reader.fileBytes() > std::numeric_limits<std::uint32_t>::max() / 2) {
        return std::nullopt;
    }
    std::string bytes(static_cast<std::size_t>(reader.fileBytes()), '\0');
    if (!reader.read(0, bytes.size(), bytes.data())) {
        throw UnreadableInput(file, "cannot be read");
    }
    FieldPatcher fields(bytes, reader.isBigEndian());
    for (const TiffEntry& pointer : facts.lostPointers) {
        fields.becomeLong(&pointer, kPrivateTag, 0);
    }
    for (const DngPicture& picture : facts.pictures) {
        if (picture.hasImpossibleScale) {
            fields.becomeLong(picture.directory.find(kDefaultScaleTag), kPrivateTag, 0);
        }
        if (!needsPlainStrip(picture)) {
            continue;
        }
        const std::string strip = StripMaker(file, reader, picture).strip();
        bytes.resize(bytes.size() + bytes.size() % 2);
        if (bytes.size() + strip.size() > std::numeric_limits<std::uint32_t>::max()) {
            throw CorruptInput(file, "needs more memory than there is");
        }
        const auto offset = static_cast<std::uint32_t>(bytes.size());
        bytes += strip;
        describeStrip(picture, offset, static_cast<std::uint32_t>(strip.size()), fields);
    }
    return bytes;
}

}  // namespace scotopic
