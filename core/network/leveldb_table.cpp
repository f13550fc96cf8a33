// SPDX-License-Identifier: MIT
#include "core/network/leveldb_table.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/checksum.h"

#include <bit>
#include <functional>

namespace scotopic {

namespace {

// doc/table_format.md of LevelDB.
constexpr std::uint64_t kMagic = 0xDB4775248B80FB57U;
constexpr std::size_t kFooterBytes = 48;
constexpr std::size_t kTrailerBytes = 5;  // kind of compression, checksum
// Prefix compression lets a small block stand for long keys; a checkpoint of ours has 150 short ones.
constexpr std::size_t kLongestKey = 1024;
constexpr std::size_t kMostEntries = 100'000;

struct BlockHandle {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

BlockHandle takeHandle(ByteReader& reader)
{
    const std::uint64_t offset = reader.takeVarint();
    return {offset, reader.takeVarint()};
}

std::span<const std::byte> blockAt(std::span<const std::byte> file, BlockHandle handle)
{
    const std::span<const std::byte> content = slice(file, handle.offset, handle.bytes);
    const std::span<const std::byte> trailer = slice(file, handle.offset + handle.bytes, kTrailerBytes);
    const auto masked = ByteReader(trailer.subspan(1)).take<std::uint32_t>();
    if (crc32c(file.subspan(handle.offset, handle.bytes + 1)) != unmaskedCrc(masked)) {
        throw CorruptInput("is damaged: a checksum of its index does not fit");
    }
    if (trailer[0] != std::byte{0}) {
        throw UnsupportedInput("is a compressed checkpoint index, which TensorFlow's own Saver does not write");
    }
    return content;
}

void forEachEntry(std::span<const std::byte> block,
                  const std::function<void(const std::string& key, std::string_view value)>& use)
{
    if (block.size() < sizeof(std::uint32_t)) {
        throw CorruptInput("is damaged: a block of its index is too short");
    }
    // The restart points at the end serve binary search alone.
    const auto restarts = std::uint64_t{ByteReader(block.last(4)).take<std::uint32_t>()};
    const std::uint64_t tailBytes = (restarts + 1) * sizeof(std::uint32_t);
    if (tailBytes > block.size()) {
        throw CorruptInput("is damaged: a block of its index has a wrong end");
    }
    ByteReader reader(block.first(block.size() - tailBytes));
    std::string key;
    while (reader.remaining() > 0) {
        const std::uint64_t sharedBytes = reader.takeVarint();
        const std::uint64_t ownBytes = reader.takeVarint();
        const std::uint64_t valueBytes = reader.takeVarint();
        if (sharedBytes > key.size() || ownBytes > kLongestKey || sharedBytes + ownBytes > kLongestKey) {
            throw CorruptInput("is damaged: a name in its index makes no sense");
        }
        key.resize(sharedBytes);
        key += reader.takeText(ownBytes);
        use(key, reader.takeText(valueBytes));
    }
}

}  // namespace

std::uint32_t unmaskedCrc(std::uint32_t masked)
{
    constexpr std::uint32_t kDelta = 0xA282EAD8U;
    return std::rotl(masked - kDelta, 15);
}

std::map<std::string, std::string> readLeveldbTable(std::span<const std::byte> file)
{
    if (file.size() < kFooterBytes || ByteReader(file.last(8)).take<std::uint64_t>() != kMagic) {
        throw CorruptInput("is truncated, or no TensorFlow checkpoint index");
    }
    ByteReader footer(file.last(kFooterBytes));
    takeHandle(footer);  // of the meta index, which TensorFlow leaves empty
    std::map<std::string, std::string> table;
    forEachEntry(blockAt(file, takeHandle(footer)), [file, &table](const std::string&, std::string_view value) {
        ByteReader handle(std::as_bytes(std::span(value)));
        forEachEntry(blockAt(file, takeHandle(handle)), [&table](const std::string& key, std::string_view content) {
            table[key] = content;
            if (table.size() > kMostEntries) {
                throw CorruptInput("is damaged: its index has no end");
            }
        });
    });
    return table;
}

}  // namespace scotopic
