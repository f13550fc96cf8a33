// SPDX-License-Identifier: MIT
#include "core/dataset/clean_set.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/dataset/clean_index.h"

#include <algorithm>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

using nlohmann::json;

constexpr const char* kCleanSetFormat = "scotopic clean set";
constexpr int kCleanSetVersion = 1;

CleanEncoding parseEncoding(const std::string& word)
{
    for (const CleanEncoding encoding : {CleanEncoding::Srgb, CleanEncoding::CameraLinear}) {
        if (word == toText(encoding)) {
            return encoding;
        }
    }
    throw CorruptInput("has an unknown encoding '" + word + "'");
}

json toJson(const CleanEntry& entry)
{
    const CleanPicture& picture = entry.picture;
    return {
        {"name", picture.name},     {"split", toText(picture.split)}, {"encoding", toText(picture.encoding)},
        {"source", picture.source}, {"licence", picture.licence},     {"file", json::parse(toJsonText(entry.file))}};
}

CleanEntry entryFrom(const json& text)
{
    CleanEntry entry;
    entry.file = decodedFileInfoFrom(text.at("file").dump());
    if (entry.file.kind != DecodedKind::Long) {
        throw CorruptInput("names a file that is no picture");
    }
    entry.picture = {.name = text.at("name"),
                     .split = parseSplit(text.at("split")),
                     .encoding = parseEncoding(text.at("encoding")),
                     .size = entry.file.size,
                     .source = text.at("source"),
                     .licence = text.at("licence")};
    return entry;
}

}  // namespace

const char* toText(CleanEncoding encoding)
{
    return encoding == CleanEncoding::Srgb ? "srgb" : "camera-linear";
}

fs::path cleanIndexOf(const fs::path& folder)
{
    return folder / "clean.json";
}

fs::path cleanFileOf(const fs::path& folder, const std::string& name)
{
    return folder / (name + ".rgb16");
}

void writeCleanIndex(const fs::path& folder, const std::vector<CleanEntry>& entries)
{
    json text{{"format", kCleanSetFormat}, {"version", kCleanSetVersion}, {"pictures", json::array()}};
    for (const CleanEntry& entry : entries) {
        text["pictures"].push_back(toJson(entry));
    }
    // Names of files need not be UTF-8; what is replaced is only ever shown.
    const std::string written = text.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
    writeTextFile(cleanIndexOf(folder), written);
}

std::vector<CleanEntry> readCleanIndex(const fs::path& folder)
{
    const fs::path file = cleanIndexOf(folder);
    if (!isCleanSet(folder)) {
        throw UnreadableInput(folder, "holds no clean set");
    }
    requireReadable(file);
    try {
        std::ifstream stream(file, std::ios::binary);
        const json text = json::parse(stream);
        if (text.at("format") != kCleanSetFormat) {
            throw CorruptInput(file, "is no clean set's index");
        }
        if (text.at("version") != kCleanSetVersion) {
            throw UnsupportedInput(file, "is a clean set of another version; make it again");
        }
        std::vector<CleanEntry> entries;
        for (const json& entry : text.at("pictures")) {
            entries.push_back(entryFrom(entry));
        }
        return entries;
    } catch (const json::exception& error) {
        throw CorruptInput(file, std::string("is damaged: ") + error.what());
    } catch (const InvalidArgument& error) {
        throw CorruptInput(file, error.what());
    }
}

struct CleanSet::State {
    fs::path folder;
    std::vector<CleanPicture> pictures;
    std::vector<DecodedFileInfo> files;  // of the pictures
    mutable std::mutex mutex;
    mutable std::vector<std::unique_ptr<MappedDecodedFile>> mapped;  // guarded by mutex; none before its first use
};

CleanSet::CleanSet(const fs::path& folder) : m_state(std::make_unique<State>())
{
    m_state->folder = folder;
    for (CleanEntry& entry : readCleanIndex(folder)) {
        m_state->pictures.push_back(std::move(entry.picture));
        m_state->files.push_back(std::move(entry.file));
    }
    m_state->mapped.resize(m_state->files.size());
}

CleanSet::~CleanSet() = default;
CleanSet::CleanSet(CleanSet&&) noexcept = default;
CleanSet& CleanSet::operator=(CleanSet&&) noexcept = default;

const std::vector<CleanPicture>& CleanSet::pictures() const
{
    return m_state->pictures;
}

std::vector<std::size_t> CleanSet::picturesOf(Split split) const
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < m_state->pictures.size(); ++i) {
        if (m_state->pictures[i].split == split) {
            chosen.push_back(i);
        }
    }
    return chosen;
}

std::span<const std::uint16_t> CleanSet::rgbOf(std::size_t picture) const
{
    const std::scoped_lock lock(m_state->mutex);
    std::unique_ptr<MappedDecodedFile>& mapped = m_state->mapped.at(picture);
    if (!mapped) {
        mapped = std::make_unique<MappedDecodedFile>(cleanFileOf(m_state->folder, m_state->pictures[picture].name),
                                                     m_state->files[picture]);
    }
    mapped->requireUnchanged();
    return mapped->values();
}

std::string CleanSet::fingerprint() const
{
    std::string text;
    for (std::size_t i = 0; i < m_state->pictures.size(); ++i) {
        const CleanPicture& picture = m_state->pictures[i];
        text += picture.name + "\n" + toText(picture.split) + "\n" + toText(picture.encoding) + "\n"
                + m_state->files[i].sha256 + "\n";
    }
    return sha256Of(std::as_bytes(std::span(text)));
}

const fs::path& CleanSet::folder() const
{
    return m_state->folder;
}

bool isCleanSet(const fs::path& folder)
{
    std::error_code error;
    return fs::exists(cleanIndexOf(folder), error);
}

}  // namespace scotopic
