// SPDX-License-Identifier: MIT
#include "core/network/zip_archive.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/checksum.h"
#include "core/network/printable.h"

#include <algorithm>
#include <optional>
#include <span>
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
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kLongestComment = 0xFFFF;
constexpr std::uint64_t kLongestDirectoryBytes = std::uint64_t{64} << 20U;  // a model of ours has 10 kB
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

/// Offset of the end record in `tail`, the file's last bytes.
std::size_t findEnd(std::span<const std::byte> tail)
{
    if (tail.size() >= kEndBytes) {
        for (std::size_t offset = tail.size() - kEndBytes + 1; offset-- > 0;) {
            if (ByteReader(tail.subspan(offset)).take<std::uint32_t>() == kEnd) {
                return offset;
            }
        }
    }
    throw CorruptInput("is an incomplete download: it begins like a PyTorch file (a zip), but its end is missing; fetch"
                       " it again");
}

std::optional<Directory> zip64Directory(const InputFile& file, std::uint64_t end)
{
    if (end < kLocatorBytes) {
        return std::nullopt;
    }
    const std::vector<std::byte> locatorBytes = file.read(end - kLocatorBytes, kLocatorBytes);
    ByteReader locator(locatorBytes);
    if (locator.take<std::uint32_t>() != kZip64Locator) {
        return std::nullopt;
    }
    locator.take(4);  // number of the disk
    const std::vector<std::byte> recordBytes = file.read(locator.take<std::uint64_t>(), 56);
    ByteReader record(recordBytes);
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

Directory findDirectory(const InputFile& file)
{
    const std::uint64_t tailBytes = std::min<std::uint64_t>(file.size(), kEndBytes + kLongestComment);
    const std::vector<std::byte> tail = file.read(file.size() - tailBytes, tailBytes);
    const std::size_t end = findEnd(tail);
    if (const std::optional<Directory> directory = zip64Directory(file, file.size() - tailBytes + end)) {
        return *directory;
    }
    ByteReader record{std::span(tail).subspan(end)};
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

ZipArchive::ZipArchive(SharedFile file) : m_file(std::move(file))
{
    const Directory directory = findDirectory(*m_file);
    if (directory.bytes > kLongestDirectoryBytes) {
        throw UnsupportedInput("is a zip file of more entries than a model has");
    }
    readDirectory(m_file->read(directory.offset, directory.bytes), directory.entryCount);
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

std::vector<std::string> ZipArchive::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, entry] : m_entries) {
        names.push_back(name);
    }
    return names;
}

std::uint64_t ZipArchive::bytesOf(const std::string& name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? 0 : found->second.bytes;
}

std::vector<std::byte> ZipArchive::read(const std::string& name) const
{
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) {
        throw CorruptInput("is incomplete: '" + printable(name) + "' is missing in it");
    }
    const Entry& entry = found->second;
    if ((entry.flags & 1U) != 0) {
        throw UnsupportedInput("holds '" + printable(name) + "' encrypted, which PyTorch never writes");
    }
    if (entry.method != 0 || entry.storedBytes != entry.bytes) {
        throw UnsupportedInput("was packed again with compression ('" + printable(name)
                               + "'), which PyTorch never does; unpack it and pack it without compression (zip -0 -r)");
    }
    const std::vector<std::byte> headerBytes = m_file->read(entry.headerOffset, kLocalHeaderBytes);
    ByteReader header(headerBytes);
    if (header.take<std::uint32_t>() != kLocalHeader) {
        throwDamaged();
    }
    header.take(22);
    const std::uint64_t nameBytes = header.take<std::uint16_t>();
    const std::uint64_t extraBytes = header.take<std::uint16_t>();
    std::vector<std::byte> content =
        m_file->read(entry.headerOffset + kLocalHeaderBytes + nameBytes + extraBytes, entry.bytes);
    // PyTorch can be told not to compute it and then stores zero.
    if (entry.crc != 0 && entry.crc != crc32(content)) {
        throw CorruptInput("is damaged: the checksum of '" + printable(name) + "' does not fit its content");
    }
    return content;
}

}  // namespace scotopic
