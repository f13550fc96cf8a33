// SPDX-License-Identifier: MIT
#include "core/network/tensorflow_checkpoint.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/network/byte_reader.h"
#include "core/network/checksum.h"
#include "core/network/element_type.h"
#include "core/network/input_file.h"
#include "core/network/leveldb_table.h"
#include "core/network/printable.h"
#include "core/network/whole_file.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>

namespace scotopic {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestTensorBytes = std::uint64_t{1} << 32U;

/// BundleHeaderProto and BundleEntryProto of tensorflow/core/protobuf/tensor_bundle.proto.
struct BundleHeader {
    std::uint64_t shardCount = 0;
    bool isBigEndian = false;
};
struct BundleEntry {
    std::uint64_t dataType = 0;
    std::vector<std::int64_t> shape;
    std::uint64_t shard = 0;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint32_t maskedCrc = 0;
    bool isSliced = false;
};

/// One field of a protocol buffer: a number, or bytes.
struct Field {
    std::uint64_t number = 0;
    std::uint64_t value = 0;
    std::string_view bytes;
};

class Message {
public:
    explicit Message(std::string_view bytes) : m_reader(std::as_bytes(std::span(bytes))) {}

    std::optional<Field> next()
    {
        if (m_reader.remaining() == 0) {
            return std::nullopt;
        }
        const std::uint64_t tag = m_reader.takeVarint();
        Field field;
        field.number = tag >> 3U;
        switch (tag & 7U) {
        case 0: field.value = m_reader.takeVarint(); break;
        case 1: field.value = m_reader.take<std::uint64_t>(); break;
        case 2: field.bytes = m_reader.takeText(m_reader.takeVarint()); break;
        case 5: field.value = m_reader.take<std::uint32_t>(); break;
        default: throw CorruptInput("is damaged: an entry of its index makes no sense");
        }
        return field;
    }

private:
    ByteReader m_reader;
};

BundleHeader headerFrom(std::string_view bytes)
{
    BundleHeader header;
    Message message(bytes);
    while (const std::optional<Field> field = message.next()) {
        if (field->number == 1) {
            header.shardCount = field->value;
        } else if (field->number == 2) {
            header.isBigEndian = field->value != 0;
        }
    }
    return header;
}

/// TensorShapeProto: field 2 is a dimension, whose field 1 is its size.
std::vector<std::int64_t> shapeFrom(std::string_view bytes)
{
    constexpr std::size_t kMostDimensions = 8;
    std::vector<std::int64_t> shape;
    Message message(bytes);
    while (const std::optional<Field> field = message.next()) {
        if (field->number != 2 || shape.size() >= kMostDimensions) {
            continue;
        }
        shape.push_back(0);
        Message dimension(field->bytes);
        while (const std::optional<Field> size = dimension.next()) {
            if (size->number == 1) {
                shape.back() = static_cast<std::int64_t>(size->value);
            }
        }
    }
    return shape;
}

BundleEntry entryFrom(std::string_view bytes)
{
    BundleEntry entry;
    Message message(bytes);
    while (const std::optional<Field> field = message.next()) {
        switch (field->number) {
        case 1: entry.dataType = field->value; break;
        case 2: entry.shape = shapeFrom(field->bytes); break;
        case 3: entry.shard = field->value; break;
        case 4: entry.offset = field->value; break;
        case 5: entry.bytes = field->value; break;
        case 6: entry.maskedCrc = static_cast<std::uint32_t>(field->value); break;
        case 7: entry.isSliced = true; break;
        default: break;
        }
    }
    return entry;
}

/// Numbers of tensorflow/core/framework/types.proto; none for what weights are never stored as.
std::optional<ElementType> elementTypeOf(std::uint64_t dataType)
{
    switch (dataType) {
    case 1: return ElementType::F32;
    case 2: return ElementType::F64;
    case 3: return ElementType::I32;
    case 9: return ElementType::I64;
    case 14: return ElementType::BF16;
    case 19: return ElementType::F16;
    default: return std::nullopt;
    }
}

fs::path withEnding(const fs::path& prefix, const std::string& ending)
{
    return {prefix.string() + ending};
}

fs::path shardPath(const fs::path& prefix, std::uint64_t shard, std::uint64_t shardCount)
{
    std::array<char, 64> ending{};
    std::snprintf(ending.data(), ending.size(), ".data-%05llu-of-%05llu", static_cast<unsigned long long>(shard),
                  static_cast<unsigned long long>(shardCount));
    return withEnding(prefix, ending.data());
}

std::vector<float> readValues(const fs::path& shard, const std::string& name, const BundleEntry& entry,
                              ElementType type)
{
    const std::uint64_t count = elementCountOf(entry.shape, kLargestTensorBytes);
    if (entry.isSliced || count * bytesPerElement(type) != entry.bytes) {
        throw CorruptInput("is damaged: the size of " + name + " in its index does not fit its shape");
    }
    requireReadable(shard);
    std::error_code error;
    const std::uintmax_t available = fs::file_size(shard, error);
    if (error || entry.offset > available || entry.bytes > available - entry.offset) {
        throw CorruptInput("is incomplete: " + shard.filename().string() + " ends before " + name);
    }
    std::vector<std::byte> bytes(entry.bytes);
    std::ifstream stream(shard, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(entry.offset));
    if (!stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()))) {
        throw UnreadableInput(shard, "cannot be read to its end");
    }
    if (crc32c(bytes) != unmaskedCrc(entry.maskedCrc)) {
        throw CorruptInput("is damaged: the checksum of " + name + " does not fit its values");
    }
    return toFloats(bytes, type);
}

/// TensorFlow's Saver writes `model_checkpoint_path: "/where/it/was/model.ckpt"`, and people move the folder.
std::optional<fs::path> newestCheckpointIn(const fs::path& stateFile)
{
    constexpr std::uint64_t kMostBytes = 65536;
    constexpr std::string_view kKey = "model_checkpoint_path: \"";
    const std::vector<std::byte> bytes = InputFile(stateFile).head(kMostBytes);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::size_t end = text.find('"', kKey.size());
    if (!text.starts_with(kKey) || end == std::string_view::npos) {
        return std::nullopt;
    }
    const fs::path named(text.substr(kKey.size(), end - kKey.size()));
    std::error_code ignored;
    fs::path beside = stateFile.parent_path() / named;  // an absolute path stays what it is
    return fs::exists(withEnding(beside, ".index"), ignored) ? beside : stateFile.parent_path() / named.filename();
}

std::optional<std::string> prefixBefore(const std::string& name, std::string_view marker)
{
    const std::size_t place = name.rfind(marker);
    return place == std::string::npos ? std::nullopt : std::optional(name.substr(0, place));
}

}  // namespace

std::optional<fs::path> checkpointIndexOf(const fs::path& file)
{
    if (file.extension() == ".index") {
        return file;
    }
    std::error_code ignored;
    if (file.extension() == ".meta" || file.extension().string().starts_with(".data-")) {
        fs::path index = withEnding(*prefixBefore(file.string(), file.extension().string()), ".index");
        if (fs::exists(file, ignored) && !fs::exists(index, ignored)) {
            throw UnreadableInput(file, "is part of a TensorFlow checkpoint whose " + index.filename().string()
                                            + " is not beside it");
        }
        return index;
    }
    if (file.filename() == "checkpoint" && fs::is_regular_file(file, ignored)) {
        if (const std::optional<fs::path> prefix = newestCheckpointIn(file)) {
            return withEnding(*prefix, ".index");
        }
    }
    const fs::path index = withEnding(file, ".index");
    return !fs::exists(file, ignored) && fs::exists(index, ignored) ? std::optional(index) : std::nullopt;
}

ForeignModel readTensorFlowCheckpoint(const fs::path& index)
{
    constexpr std::uintmax_t kLargestIndexBytes = std::uintmax_t{64} << 20U;  // of a SID U-Net: 5 kB
    const FileBytes bytes = readWholeFile(index, kLargestIndexBytes);
    const std::map<std::string, std::string> table = readLeveldbTable(*bytes);
    const auto headerBytes = table.find("");
    const BundleHeader header = headerBytes == table.end() ? BundleHeader() : headerFrom(headerBytes->second);
    if (header.shardCount == 0) {
        throw UnsupportedInput("is a TensorFlow table, but not the index of a V2 checkpoint");
    }
    if (header.isBigEndian) {
        throw UnsupportedInput("was written by a big-endian machine");
    }
    const fs::path prefix = fs::path(index).replace_extension();
    ForeignGroup group;
    std::set<fs::path> shards;
    for (const auto& [key, value] : table) {
        if (key.empty()) {
            continue;
        }
        const std::string name = printable(key);
        const BundleEntry entry = entryFrom(value);
        const std::optional<ElementType> type = elementTypeOf(entry.dataType);
        if (!type || entry.isSliced) {
            group.others.push_back(name);
            continue;
        }
        const fs::path shard = shardPath(prefix, entry.shard, header.shardCount);
        group.tensors[name] = {entry.shape, [=] { return readValues(shard, name, entry, *type); }};
        shards.insert(shard);
    }
    return {"TensorFlow V2 checkpoint", {std::move(group)}, {shards.begin(), shards.end()}};
}

}  // namespace scotopic
