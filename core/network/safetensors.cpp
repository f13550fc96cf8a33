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
constexpr std::uint64_t kLongestHeaderBytes = std::uint64_t{8} << 20U;  // ours are 20 kB
constexpr std::size_t kDeepestHeader = 4;                               // file, tensor, list; one to spare
constexpr const char* kMetadataKey = "__metadata__";

constexpr std::array<std::pair<const char*, ElementType>, 10> kTypeNames{{{"F64", ElementType::F64},
                                                                          {"F32", ElementType::F32},
                                                                          {"F16", ElementType::F16},
                                                                          {"BF16", ElementType::BF16},
                                                                          {"I64", ElementType::I64},
                                                                          {"I32", ElementType::I32},
                                                                          {"I16", ElementType::I16},
                                                                          {"I8", ElementType::I8},
                                                                          {"U8", ElementType::U8},
                                                                          {"BOOL", ElementType::Bool}}};

ElementType typeNamed(const std::string& name, const std::string& tensor)
{
    const auto* found = std::ranges::find(kTypeNames, name, [](const auto& entry) { return std::string(entry.first); });
    if (found == kTypeNames.end()) {
        throw UnsupportedInput("stores " + printable(tensor) + " as '" + printable(name)
                               + "', which is not known here");
    }
    return found->second;
}

const char* nameOf(ElementType type)
{
    return std::ranges::find(kTypeNames, type, &std::pair<const char*, ElementType>::second)->first;
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

Place addTensor(Safetensors& content, const std::string& name, const json& entry, std::span<const std::byte> data)
{
    if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string() || !entry.contains("shape")
        || !entry["shape"].is_array() || !entry.contains("data_offsets") || !entry["data_offsets"].is_array()
        || entry["data_offsets"].size() != 2) {
        throw CorruptInput("has a damaged header: the entry of " + printable(name));
    }
    Safetensors::Tensor tensor;
    tensor.type = typeNamed(entry["dtype"].get<std::string>(), name);
    tensor.shape = naturalNumbers(entry["shape"], name);
    const std::vector<std::int64_t> offsets = naturalNumbers(entry["data_offsets"], name);
    Place place{static_cast<std::uint64_t>(offsets[0]), static_cast<std::uint64_t>(offsets[1]), name};
    if (place.begin > place.end || place.end > data.size()) {
        throw CorruptInput("is truncated: " + printable(name) + " lies beyond its end");
    }
    const std::uint64_t count = elementCountOf(tensor.shape, data.size());
    if (count * bytesPerElement(tensor.type) != place.end - place.begin) {
        throw CorruptInput("has a damaged header: the shape of " + printable(name) + " does not fit its "
                           + std::to_string(place.end - place.begin) + " bytes");
    }
    tensor.bytes = data.subspan(place.begin, place.end - place.begin);
    content.tensors.emplace(name, std::move(tensor));
    return place;
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

void addMetadata(Safetensors& content, const json& metadata)
{
    if (!metadata.is_object()) {
        throw CorruptInput("has a damaged header: its metadata");
    }
    for (const auto& [key, value] : metadata.items()) {
        if (!value.is_string()) {
            throw CorruptInput("has a damaged header: the metadata '" + printable(key) + "' is not a text");
        }
        content.metadata.emplace(key, value.get<std::string>());
    }
}

}  // namespace

bool looksLikeSafetensors(std::span<const std::byte> file)
{
    return file.size() > kLengthBytes && file[kLengthBytes] == std::byte{'{'}
           && ByteReader(file).take<std::uint64_t>() <= kLongestHeaderBytes;
}

Safetensors parseSafetensors(std::span<const std::byte> file)
{
    if (!looksLikeSafetensors(file)) {
        throw UnsupportedInput("is not a safetensors file");
    }
    ByteReader reader(file);
    const json header = parseHeader(reader.takeText(reader.take<std::uint64_t>()));
    const std::span<const std::byte> data = reader.take(reader.remaining());
    Safetensors content;
    std::vector<Place> places;
    for (const auto& [name, entry] : header.items()) {
        if (name == kMetadataKey) {
            addMetadata(content, entry);
        } else {
            places.push_back(addTensor(content, name, entry, data));
        }
    }
    requireNoGapsOrOverlap(places, data.size());
    return content;
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
