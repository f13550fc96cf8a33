// SPDX-License-Identifier: MIT
#include "core/network/zip_writer.h"

#include "core/network/checksum.h"

#include <cassert>
#include <limits>
#include <utility>

namespace scotopic {

namespace {

// Whoever maps the file into memory gets aligned numbers, as with torch.save.
constexpr std::size_t kAlignmentBytes = 64;
constexpr std::uint16_t kPaddingField = 0x4246;  // "FB", torch.save's own kind of extra field

/// From "version needed" to the length of the name, the same in both kinds of header.
void putCommon(ByteWriter& header, const std::string& name, std::uint32_t crc, std::size_t contentBytes)
{
    header.put<std::uint16_t>(20);               // version 2.0
    header.put<std::uint16_t>(0);                // flags
    header.put<std::uint16_t>(0);                // stored
    header.put<std::uint16_t>(0);                // midnight
    header.put<std::uint16_t>((1U << 5U) | 1U);  // on 1 January 1980, as torch.save writes
    header.put(crc);
    header.put(static_cast<std::uint32_t>(contentBytes));
    header.put(static_cast<std::uint32_t>(contentBytes));
    header.put(static_cast<std::uint16_t>(name.size()));
}

}  // namespace

void ZipWriter::add(const std::string& name, std::vector<std::byte> content)
{
    const std::uint32_t crc = crc32(content);
    ByteWriter header;
    header.put<std::uint32_t>(0x04034B50);
    putCommon(header, name, crc, content.size());
    const std::size_t unpadded = m_bytes + header.bytes().size() + 2 + name.size() + 4;
    const std::size_t padding = (kAlignmentBytes - unpadded % kAlignmentBytes) % kAlignmentBytes;
    header.put(static_cast<std::uint16_t>(4 + padding));
    header.putText(name);
    header.put(kPaddingField);
    header.put(static_cast<std::uint16_t>(padding));
    header.putZeros(padding);
    addToDirectory(name, crc, content.size());
    append(header.bytes());
    append(std::move(content));
}

std::vector<std::vector<std::byte>> ZipWriter::finish()
{
    const std::size_t directoryOffset = m_bytes;
    append(m_directory.bytes());
    ByteWriter end;
    end.put<std::uint32_t>(0x06054B50);
    end.put<std::uint32_t>(0);  // disks
    end.put(m_entryCount);
    end.put(m_entryCount);
    end.put(static_cast<std::uint32_t>(m_bytes - directoryOffset));
    end.put(static_cast<std::uint32_t>(directoryOffset));
    end.put<std::uint16_t>(0);  // comment
    append(end.bytes());
    assert(m_bytes <= std::numeric_limits<std::uint32_t>::max());
    return std::move(m_parts);
}

void ZipWriter::addToDirectory(const std::string& name, std::uint32_t crc, std::size_t contentBytes)
{
    m_directory.put<std::uint32_t>(0x02014B50);
    m_directory.put<std::uint16_t>(20);
    putCommon(m_directory, name, crc, contentBytes);
    m_directory.putZeros(12);  // extra field, comment, disk, attributes
    m_directory.put(static_cast<std::uint32_t>(m_bytes));
    m_directory.putText(name);
    ++m_entryCount;
}

void ZipWriter::append(std::vector<std::byte> part)
{
    m_bytes += part.size();
    m_parts.push_back(std::move(part));
}

}  // namespace scotopic
