// SPDX-License-Identifier: MIT
#include "core/raw/tiff_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <system_error>

namespace scotopic {

namespace {

constexpr std::uint16_t kSubDirectories = 330;
constexpr std::size_t kMostEntries = 4096;
constexpr int kMostDepth = 4;

/// Bytes of one element; 0: no type that TIFF knows.
std::size_t elementBytes(std::uint16_t type)
{
    switch (type) {
    case 1:             // BYTE
    case 2:             // ASCII
    case 6:             // SBYTE
    case 7: return 1;   // UNDEFINED
    case 3:             // SHORT
    case 8: return 2;   // SSHORT
    case 4:             // LONG
    case 9:             // SLONG
    case 11:            // FLOAT
    case 13: return 4;  // IFD
    case 5:             // RATIONAL
    case 10:            // SRATIONAL
    case 12:            // DOUBLE
    case 16:            // LONG8
    case 17:            // SLONG8
    case 18: return 8;  // IFD8
    default: return 0;
    }
}

}  // namespace

const TiffEntry* TiffDirectory::find(std::uint16_t tag) const
{
    const auto found = std::find_if(entries.begin(), entries.end(), [tag](const TiffEntry& e) { return e.tag == tag; });
    return found == entries.end() ? nullptr : &*found;
}

std::optional<TiffReader> TiffReader::open(const std::filesystem::path& file)
{
    TiffReader reader;
    std::error_code failure;
    reader.m_fileBytes = std::filesystem::file_size(file, failure);
    reader.m_file.open(file, std::ios::binary);
    std::array<unsigned char, 16> head{};
    if (failure || !reader.m_file || !reader.read(0, 8, head.data())) {
        return std::nullopt;
    }
    const bool isLittle = head[0] == 'I' && head[1] == 'I';
    reader.m_isBigEndian = head[0] == 'M' && head[1] == 'M';
    const std::uint64_t magic = reader.unsignedAt(head.data() + 2, 2);
    reader.m_isBig = magic == 43;
    if ((!isLittle && !reader.m_isBigEndian) || (magic != 42 && magic != 43)) {
        return std::nullopt;
    }
    if (reader.m_isBig && !reader.read(0, 16, head.data())) {
        return std::nullopt;
    }
    reader.m_firstDirectory =
        reader.m_isBig ? reader.unsignedAt(head.data() + 8, 8) : reader.unsignedAt(head.data() + 4, 4);
    return reader;
}

bool TiffReader::read(std::uint64_t offset, std::size_t count, void* target)
{
    if (offset > m_fileBytes || count > m_fileBytes - offset) {
        return false;
    }
    m_file.clear();
    m_file.seekg(static_cast<std::streamoff>(offset));
    m_file.read(static_cast<char*>(target), static_cast<std::streamsize>(count));
    return static_cast<bool>(m_file);
}

std::uint64_t TiffReader::unsignedAt(const unsigned char* bytes, int count) const
{
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) {
        const int shift = 8 * (m_isBigEndian ? count - 1 - i : i);
        value |= std::uint64_t{bytes[i]} << shift;
    }
    return value;
}

double TiffReader::numberAt(const unsigned char* bytes, std::uint16_t type) const
{
    const auto fraction = [](double numerator, double denominator) {
        return denominator == 0 ? std::numeric_limits<double>::quiet_NaN() : numerator / denominator;
    };
    const auto signed32 = [&](const unsigned char* at) { return static_cast<std::int32_t>(unsignedAt(at, 4)); };
    switch (type) {
    case 5: return fraction(static_cast<double>(unsignedAt(bytes, 4)), static_cast<double>(unsignedAt(bytes + 4, 4)));
    case 6: return static_cast<std::int8_t>(bytes[0]);
    case 8: return static_cast<std::int16_t>(unsignedAt(bytes, 2));
    case 9: return signed32(bytes);
    case 10: return fraction(signed32(bytes), signed32(bytes + 4));
    case 11: return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(unsignedAt(bytes, 4))));
    case 12: return std::bit_cast<double>(unsignedAt(bytes, 8));
    case 17: return static_cast<double>(static_cast<std::int64_t>(unsignedAt(bytes, 8)));
    default: return static_cast<double>(unsignedAt(bytes, static_cast<int>(elementBytes(type))));
    }
}

std::vector<double> TiffReader::numbers(const TiffEntry& entry, std::size_t most)
{
    const std::size_t size = elementBytes(entry.type);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(entry.count, most));
    std::vector<unsigned char> raw(count * size);
    std::vector<double> values;
    if (size == 0 || !read(entry.offset, raw.size(), raw.data())) {
        return values;
    }
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(numberAt(raw.data() + i * size, entry.type));
    }
    return values;
}

std::string TiffReader::bytes(const TiffEntry& entry, std::size_t most)
{
    const std::uint64_t length = entry.count * elementBytes(entry.type);
    std::string raw(static_cast<std::size_t>(std::min<std::uint64_t>(length, most)), '\0');
    return read(entry.offset, raw.size(), raw.data()) ? raw : std::string();
}

std::optional<TiffDirectory> TiffReader::directoryAt(std::uint64_t offset, std::uint64_t& next)
{
    const int countBytes = m_isBig ? 8 : 2;
    const int offsetBytes = m_isBig ? 8 : 4;
    const int entryBytes = m_isBig ? 20 : 12;
    std::array<unsigned char, 20> field{};
    next = 0;
    if (!read(offset, static_cast<std::size_t>(countBytes), field.data())) {
        return std::nullopt;
    }
    const std::uint64_t count = unsignedAt(field.data(), countBytes);
    if (count == 0 || count > kMostEntries) {
        return std::nullopt;
    }
    TiffDirectory directory;
    std::uint64_t at = offset + static_cast<std::uint64_t>(countBytes);
    for (std::uint64_t i = 0; i < count; ++i, at += static_cast<std::uint64_t>(entryBytes)) {
        if (!read(at, static_cast<std::size_t>(entryBytes), field.data())) {
            return directory;
        }
        TiffEntry entry;
        entry.tag = static_cast<std::uint16_t>(unsignedAt(field.data(), 2));
        entry.type = static_cast<std::uint16_t>(unsignedAt(field.data() + 2, 2));
        entry.count = unsignedAt(field.data() + 4, offsetBytes);
        entry.fieldStart = at;
        const std::size_t size = elementBytes(entry.type);
        if (size == 0 || entry.count > m_fileBytes) {
            continue;
        }
        const std::uint64_t length = entry.count * size;
        entry.offset = length <= static_cast<std::uint64_t>(offsetBytes)
                           ? at + 4 + static_cast<std::uint64_t>(offsetBytes)
                           : unsignedAt(field.data() + 4 + offsetBytes, offsetBytes);
        if (entry.offset <= m_fileBytes && length <= m_fileBytes - entry.offset) {
            directory.entries.push_back(entry);
        }
    }
    if (read(at, static_cast<std::size_t>(offsetBytes), field.data())) {
        next = unsignedAt(field.data(), offsetBytes);
    }
    return directory;
}

void TiffReader::collect(std::uint64_t first, int depth, std::vector<std::uint64_t>& seen,
                         std::vector<TiffDirectory>& all)
{
    for (std::uint64_t offset = first, next = 0; offset != 0; offset = next) {
        const bool isSeen = std::find(seen.begin(), seen.end(), offset) != seen.end();
        if (isSeen || all.size() >= kMostDirectories) {
            return;
        }
        seen.push_back(offset);
        std::optional<TiffDirectory> directory = directoryAt(offset, next);
        if (!directory) {
            return;
        }
        const TiffEntry* const below = directory->find(kSubDirectories);
        const std::vector<double> offsets =
            below != nullptr && depth < kMostDepth ? numbers(*below, kMostDirectories) : std::vector<double>();
        all.push_back(std::move(*directory));
        for (const double subDirectory : offsets) {
            collect(static_cast<std::uint64_t>(std::max(subDirectory, 0.0)), depth + 1, seen, all);
        }
    }
}

std::vector<TiffDirectory> TiffReader::directories()
{
    std::vector<std::uint64_t> seen;
    std::vector<TiffDirectory> all;
    collect(m_firstDirectory, 0, seen, all);
    return all;
}

}  // namespace scotopic
