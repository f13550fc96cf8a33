// SPDX-License-Identifier: MIT
#include "core/network/zip_archive.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/checksum.h"
#include "core/network/printable.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace scotopic {

namespace {

// Signatures and record sizes of PKWARE's APPNOTE 6.3, sections 4.3.7 to 4.3.16.
constexpr std::uint32_t kLocalHeader = 0x04034B50;
constexpr std::uint32_t kDirectoryEntry = 0x02014B50;
constexpr std::uint32_t kEnd = 0x06054B50;
constexpr std::uint32_t kZip64End = 0x06064B50;
constexpr std::uint32_t kZip64Locator = 0x07064B50;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kLongestComment = 0xFFFF;
constexpr std::uint32_t kInZip64 = 0xFFFFFFFF;
constexpr std::uint16_t kZip64Field = 0x0001;

struct Directory {
    std::uint64_t entryCount = 0;
    std::uint64_t bytes = 0;
    std::uint64_t offset = 0;
};

[[noreturn]] void throwDamaged()
{
    throw CorruptInput("is truncated or damaged: its zip directory cannot be read");
}

std::size_t findEnd(std::span<const std::byte> file)
{
    if (file.size() < kEndBytes) {
        throwDamaged();
    }
    const std::size_t last = file.size() - kEndBytes;
    const std::size_t first = last - std::min(last, kLongestComment);
    for (std::size_t offset = last + 1; offset-- > first;) {
        if (ByteReader(file.subspan(offset)).take<std::uint32_t>() == kEnd) {
            return offset;
        }
    }
    throwDamaged();
}

std::optional<Directory> zip64Directory(std::span<const std::byte> file, std::size_t end)
{
    if (end < kLocatorBytes) {
        return std::nullopt;
    }
    ByteReader locator(file.subspan(end - kLocatorBytes));
    if (locator.take<std::uint32_t>() != kZip64Locator) {
        return std::nullopt;
    }
    locator.take(4);  // number of the disk
    const auto offset = locator.take<std::uint64_t>();
    ByteReader record(slice(file, offset, 56));
    if (record.take<std::uint32_t>() != kZip64End) {
        throwDamaged();
    }
    record.take(28);  // sizes, versions, disks, entries on this disk
    Directory directory;
    directory.entryCount = record.take<std::uint64_t>();
    directory.bytes = record.take<std::uint64_t>();
    directory.offset = record.take<std::uint64_t>();
    return directory;
}

Directory findDirectory(std::span<const std::byte> file)
{
    const std::size_t end = findEnd(file);
    if (const std::optional<Directory> directory = zip64Directory(file, end)) {
        return *directory;
    }
    ByteReader record(file.subspan(end));
    record.take(10);  // signature, disks, entries on this disk
    Directory directory;
    directory.entryCount = record.take<std::uint16_t>();
    directory.bytes = record.take<std::uint32_t>();
    directory.offset = record.take<std::uint32_t>();
    return directory;
}

/// The zip64 field holds, in this order, only those of the three whose 32-bit field is all ones.
void readZip64(std::span<const std::byte> extra, std::uint64_t& bytes, std::uint64_t& storedBytes,
               std::uint64_t& headerOffset)
{
    ByteReader reader(extra);
    while (reader.remaining() >= 4) {
        const auto kind = reader.take<std::uint16_t>();
        ByteReader field(reader.take(reader.take<std::uint16_t>()));
        if (kind == kZip64Field) {
            for (std::uint64_t* value : {&bytes, &storedBytes, &headerOffset}) {
                if (*value == kInZip64) {
                    *value = field.take<std::uint64_t>();
                }
            }
            return;
        }
    }
}

}  // namespace

ZipArchive::ZipArchive(std::span<const std::byte> file) : m_file(file)
{
    const Directory directory = findDirectory(file);
    readDirectory(slice(file, directory.offset, directory.bytes), directory.entryCount);
}

void ZipArchive::readDirectory(std::span<const std::byte> directory, std::uint64_t entryCount)
{
    ByteReader reader(directory);
    for (std::uint64_t i = 0; i < entryCount; ++i) {
        if (reader.take<std::uint32_t>() != kDirectoryEntry) {
            throwDamaged();
        }
        Entry entry;
        reader.take(4);  // versions
        entry.flags = reader.take<std::uint16_t>();
        entry.method = reader.take<std::uint16_t>();
        reader.take(4);  // time and date
        entry.crc = reader.take<std::uint32_t>();
        entry.storedBytes = reader.take<std::uint32_t>();
        entry.bytes = reader.take<std::uint32_t>();
        const auto nameBytes = reader.take<std::uint16_t>();
        const auto extraBytes = reader.take<std::uint16_t>();
        const auto commentBytes = reader.take<std::uint16_t>();
        reader.take(8);  // disk, attributes
        entry.headerOffset = reader.take<std::uint32_t>();
        const std::string name(reader.takeText(nameBytes));
        readZip64(reader.take(extraBytes), entry.bytes, entry.storedBytes, entry.headerOffset);
        reader.take(commentBytes);
        if (!m_entries.emplace(name, entry).second) {
            throw CorruptInput("is damaged: its zip directory names '" + printable(name) + "' twice");
        }
    }
}

std::string ZipArchive::nameEndingWith(std::string_view ending) const
{
    std::string found;
    for (const auto& [name, entry] : m_entries) {
        if (name.ends_with(ending)) {
            if (!found.empty()) {
                throw CorruptInput("holds both '" + printable(found) + "' and '" + printable(name) + "'");
            }
            found = name;
        }
    }
    return found;
}

std::span<const std::byte> ZipArchive::read(const std::string& name) const
{
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) {
        throw CorruptInput("is incomplete: '" + printable(name) + "' is missing in it");
    }
    const Entry& entry = found->second;
    if (entry.method != 0 || (entry.flags & 1U) != 0 || entry.storedBytes != entry.bytes) {
        throw UnsupportedInput("holds '" + printable(name) + "' compressed or encrypted, which PyTorch never writes");
    }
    ByteReader header(slice(m_file, entry.headerOffset, 30));
    if (header.take<std::uint32_t>() != kLocalHeader) {
        throwDamaged();
    }
    header.take(22);
    const std::uint64_t nameBytes = header.take<std::uint16_t>();
    const std::uint64_t extraBytes = header.take<std::uint16_t>();
    const std::span<const std::byte> content =
        slice(m_file, entry.headerOffset + 30 + nameBytes + extraBytes, entry.bytes);
    // PyTorch can be told not to compute it and then stores zero.
    if (entry.crc != 0 && entry.crc != crc32(content)) {
        throw CorruptInput("is damaged: the checksum of '" + printable(name) + "' does not fit its content");
    }
    return content;
}

}  // namespace scotopic
