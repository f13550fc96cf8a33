// SPDX-License-Identifier: MIT
#include "core/dataset/cache_index.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

using nlohmann::json;

constexpr const char* kCacheFormat = "scotopic decoded cache";
constexpr int kCacheVersion = 2;  // 2: with the colours of cameras

json toJson(const ImagePair& pair)
{
    return {{"split", toText(pair.split)},
            {"scene", pair.scene},
            {"name", pair.name},
            {"burst", pair.burstIndex},
            {"short", pair.shortFile.string()},
            {"long", pair.longFile.string()},
            {"short_seconds", pair.shortExposureSeconds},
            {"long_seconds", pair.longExposureSeconds},
            {"ratio", pair.ratio.value}};
}

ImagePair pairFrom(const json& entry)
{
    ImagePair pair;
    pair.split = parseSplit(entry.at("split"));
    pair.scene = entry.at("scene");
    pair.name = entry.at("name");
    pair.burstIndex = entry.at("burst");
    pair.shortFile = entry.at("short").get<std::string>();
    pair.longFile = entry.at("long").get<std::string>();
    pair.shortExposureSeconds = entry.at("short_seconds");
    pair.longExposureSeconds = entry.at("long_seconds");
    pair.ratio = {entry.at("ratio").get<float>()};
    requireUsable(pair.ratio);
    return pair;
}

CacheIndex indexFrom(const json& text)
{
    CacheIndex index;
    index.missingBursts = text.value("missing_bursts", 0);  // older caches do not tell
    for (const auto& [key, info] : text.at("files").items()) {
        index.files.emplace(key, decodedFileInfoFrom(info.dump()));
    }
    for (const json& entry : text.at("pairs")) {
        ImagePair pair = pairFrom(entry);
        if (!index.files.contains(shortKeyOf(pair)) || !index.files.contains(longKeyOf(pair))) {
            throw CorruptInput("lacks a file of " + pair.name);
        }
        index.pairs.push_back(std::move(pair));
    }
    return index;
}

}  // namespace

std::string shortKeyOf(const ImagePair& pair)
{
    return "short/" + pair.name + ".counts";
}

std::string longKeyOf(const ImagePair& pair)
{
    return "long/" + pair.longFile.stem().string() + ".srgb";
}

fs::path indexFileOf(const fs::path& folder)
{
    return folder / "cache.json";
}

fs::path lockFileOf(const fs::path& folder)
{
    return folder / "lock";
}

void writeIndex(const fs::path& folder, const CacheIndex& index)
{
    json text{
        {"format", kCacheFormat}, {"version", kCacheVersion}, {"files", json::object()}, {"pairs", json::array()}};
    text["missing_bursts"] = index.missingBursts;
    for (const auto& [key, info] : index.files) {
        text["files"][key] = json::parse(toJsonText(info));
    }
    for (const ImagePair& pair : index.pairs) {
        text["pairs"].push_back(toJson(pair));
    }
    // Names of files need not be UTF-8; what is replaced is only ever shown.
    const std::string written = text.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
    writeTextFile(indexFileOf(folder), written);
}

CacheIndex readIndex(const fs::path& folder)
{
    const fs::path file = indexFileOf(folder);
    std::error_code error;
    if (!fs::exists(file, error)) {
        throw UnreadableInput(folder, "holds no decoded data set");
    }
    requireReadable(file);
    try {
        std::ifstream stream(file, std::ios::binary);
        const json text = json::parse(stream);
        if (text.at("format") != kCacheFormat) {
            throw CorruptInput(file, "is not the index of a decoded data set");
        }
        if (const int version = text.at("version"); version != kCacheVersion) {
            throw UnsupportedInput(file, "is of version " + std::to_string(version) + ", this program reads version "
                                             + std::to_string(kCacheVersion) + "; build the cache again");
        }
        return indexFrom(text);
    } catch (const json::exception&) {
        throw CorruptInput(file, "is damaged");
    } catch (const InvalidArgument& reason) {
        throw CorruptInput(file, std::string("is damaged: ") + reason.what());
    }
}

}  // namespace scotopic
