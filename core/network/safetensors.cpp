// SPDX-License-Identifier: MIT
#include "core/network/safetensors.h"

#include "core/base/error.h"
#include "core/network/byte_reader.h"
#include "core/network/printable.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace scotopic {

namespace {

using nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLongestHeaderBytes = 100'000'000;  // as the library's MAX_HEADER_SIZE; ours are 20 kB
constexpr std::uint64_t kSafetensorsHeadBytes = 1024;
constexpr std::size_t kDeepestHeader = 64;  // file, tensor, list; metadata of other writers
constexpr const char* kMetadataKey = "__metadata__";

constexpr std::array<std::pair<std::string_view, ElementType>, 10> kTypeNames{{{"F64", ElementType::F64},
                                                                               {"F32", ElementType::F32},
                                                                               {"F16", ElementType::F16},
                                                                               {"BF16", ElementType::BF16},
                                                                               {"I64", ElementType::I64},
                                                                               {"I32", ElementType::I32},
                                                                               {"I16", ElementType::I16},
                                                                               {"I8", ElementType::I8},
                                                                               {"U8", ElementType::U8},
                                                                               {"BOOL", ElementType::Bool}}};

std::optional<ElementType> typeNamed(std::string_view name)
{
    const auto* found = std::ranges::find(kTypeNames, name, [](const auto& entry) { return entry.first; });
    return found == kTypeNames.end() ? std::nullopt : std::optional(found->second);
}

std::string_view nameOf(ElementType type)
{
    return std::ranges::find(kTypeNames, type, &std::pair<std::string_view, ElementType>::second)->first;
}

/// JSON that names a key twice is read differently by different programs; deep nesting is only ever an attack.
json parseHeader(std::string_view text)
{
    std::vector<std::set<std::string>> keysOfOpenObjects;
    const auto refuse = [&keysOfOpenObjects](int depth, json::parse_event_t event, json& parsed) {
        if (static_cast<std::size_t>(depth) > kDeepestHeader) {
            throw CorruptInput("has a damaged header");
        }
        if (event == json::parse_event_t::object_start) {
            keysOfOpenObjects.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            keysOfOpenObjects.pop_back();
        } else if (event == json::parse_event_t::key
                   && !keysOfOpenObjects.back().insert(parsed.get<std::string>()).second) {
            throw CorruptInput("names '" + printable(parsed.get<std::string>()) + "' twice in its header");
        }
        return true;
    };
    try {
        json header = json::parse(text.begin(), text.end(), refuse);
        if (!header.is_object()) {
            throw CorruptInput("has a damaged header");
        }
        return header;
    } catch (const json::exception&) {
        throw CorruptInput("has a damaged header");
    }
}

std::vector<std::int64_t> naturalNumbers(const json& list, const std::string& tensor)
{
    std::vector<std::int64_t> numbers;
    for (const json& number : list) {
        if (!number.is_number_unsigned() || number.get<std::uint64_t>() > (std::uint64_t{1} << 62U)) {
            throw CorruptInput("has a damaged header: the shape or place of " + printable(tensor));
        }
        numbers.push_back(number.get<std::int64_t>());
    }
    return numbers;
}

struct Place {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string name;
};

SafetensorsEntry entryFrom(const std::string& name, const json& entry, std::uint64_t dataBytes)
{
    if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string() || !entry.contains("shape")
        || !entry["shape"].is_array() || !entry.contains("data_offsets") || !entry["data_offsets"].is_array()
        || entry["data_offsets"].size() != 2) {
        throw CorruptInput("has a damaged header: the entry of " + printable(name));
    }
    SafetensorsEntry tensor;
    tensor.typeName = entry["dtype"].get<std::string>();
    tensor.type = typeNamed(tensor.typeName);
    tensor.shape = naturalNumbers(entry["shape"], name);
    const std::vector<std::int64_t> offsets = naturalNumbers(entry["data_offsets"], name);
    tensor.begin = static_cast<std::uint64_t>(offsets[0]);
    const auto end = static_cast<std::uint64_t>(offsets[1]);
    if (tensor.begin > end || end > dataBytes) {
        throw CorruptInput("is truncated: " + printable(name) + " lies beyond its end");
    }
    tensor.bytes = end - tensor.begin;
    if (tensor.type && elementCountOf(tensor.shape, dataBytes) * bytesPerElement(*tensor.type) != tensor.bytes) {
        throw CorruptInput("has a damaged header: the shape of " + printable(name) + " does not fit its "
                           + std::to_string(tensor.bytes) + " bytes");
    }
    return tensor;
}

void requireNoGapsOrOverlap(std::vector<Place>& places, std::uint64_t dataBytes)
{
    std::ranges::sort(
        places, [](const Place& a, const Place& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    std::uint64_t end = 0;
    for (const Place& place : places) {
        if (place.begin != end) {
            throw CorruptInput("has a damaged header: " + printable(place.name)
                               + (place.begin < end ? " overlaps another tensor" : " lies behind a gap"));
        }
        end = place.end;
    }
    if (end != dataBytes) {
        throw CorruptInput("holds " + std::to_string(dataBytes - end) + " bytes that belong to no tensor");
    }
}

/// The library takes texts alone; other writers leave null, numbers or whole objects, which harm nobody.
std::map<std::string, std::string> metadataFrom(const json& metadata)
{
    std::map<std::string, std::string> texts;
    if (metadata.is_null()) {
        return texts;
    }
    if (!metadata.is_object()) {
        throw CorruptInput("has a damaged header: its metadata");
    }
    for (const auto& [key, value] : metadata.items()) {
        texts.emplace(key, value.is_string() ? value.get<std::string>()
                                             : value.dump(-1, ' ', false, json::error_handler_t::replace));
    }
    return texts;
}

SafetensorsIndex indexFrom(std::string_view text, std::uint64_t fileBytes)
{
    const json header = parseHeader(text);
    const std::uint64_t dataBegin = kLengthBytes + text.size();
    SafetensorsIndex index;
    std::vector<Place> places;
    for (const auto& [name, value] : header.items()) {
        if (name == kMetadataKey) {
            index.metadata = metadataFrom(value);
            continue;
        }
        SafetensorsEntry entry = entryFrom(name, value, fileBytes - dataBegin);
        places.push_back({entry.begin, entry.begin + entry.bytes, name});
        entry.begin += dataBegin;
        index.tensors.emplace(name, std::move(entry));
    }
    requireNoGapsOrOverlap(places, fileBytes - dataBegin);
    return index;
}

std::uint64_t headerBytesOf(std::span<const std::byte> head, std::uint64_t fileBytes)
{
    if (!looksLikeSafetensors(head)) {
        throw UnsupportedInput("is not a safetensors file");
    }
    const auto headerBytes = ByteReader(head).take<std::uint64_t>();
    if (headerBytes > fileBytes - kLengthBytes) {
        throw CorruptInput("is an incomplete download: its header of " + std::to_string(headerBytes)
                           + " bytes is not all there; fetch it again");
    }
    return headerBytes;
}

}  // namespace

bool looksLikeSafetensors(std::span<const std::byte> head)
{
    if (head.size() <= kLengthBytes || ByteReader(head).take<std::uint64_t>() > kLongestHeaderBytes) {
        return false;
    }
    const auto isBlank = [](std::byte byte) { return byte == std::byte{' '} || byte == std::byte{'\n'}; };
    const auto first = std::ranges::find_if_not(head.subspan(kLengthBytes), isBlank);
    return first != head.end() && *first == std::byte{'{'};
}

SafetensorsIndex readSafetensorsIndex(const InputFile& file)
{
    const std::vector<std::byte> bytes =
        file.read(kLengthBytes, headerBytesOf(file.head(kSafetensorsHeadBytes), file.size()));
    return indexFrom({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.size());
}

Safetensors parseSafetensors(std::span<const std::byte> file)
{
    ByteReader reader(file);
    const std::uint64_t headerBytes = headerBytesOf(file, file.size());
    reader.take(kLengthBytes);
    const SafetensorsIndex index = indexFrom(reader.takeText(headerBytes), file.size());
    Safetensors content{{}, index.metadata};
    for (const auto& [name, entry] : index.tensors) {
        content.tensors.emplace(
            name, Safetensors::Tensor{knownType(entry, name), entry.shape, file.subspan(entry.begin, entry.bytes)});
    }
    return content;
}

ElementType knownType(const SafetensorsEntry& entry, const std::string& name)
{
    if (!entry.type) {
        throw UnsupportedInput("stores " + printable(name) + " as '" + printable(entry.typeName)
                               + "', which is not known here");
    }
    return *entry.type;
}

std::vector<std::byte> safetensorsHeader(const Safetensors& content, std::span<const std::string> names)
{
    json header = json::object();
    header[kMetadataKey] = content.metadata;
    std::uint64_t begin = 0;
    for (const std::string& name : names) {
        const Safetensors::Tensor& tensor = content.tensors.at(name);
        const std::uint64_t end = begin + tensor.bytes.size();
        header[name] = {{"dtype", nameOf(tensor.type)}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
        begin = end;
    }
    std::string text = header.dump(-1, ' ', false, json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' ');  // so that the data start at a multiple of 8
    const std::uint64_t length = text.size();
    std::vector<std::byte> bytes(kLengthBytes + text.size());
    std::memcpy(bytes.data(), &length, kLengthBytes);
    std::memcpy(bytes.data() + kLengthBytes, text.data(), text.size());
    return bytes;
}

}  // namespace scotopic
