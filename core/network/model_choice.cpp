// SPDX-License-Identifier: MIT
#include "core/network/model_choice.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

std::string lowerWord(std::string_view word)
{
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

float noiseThresholdFrom(std::string_view number, const std::string& word)
{
    constexpr float kMostCounts = 65535;
    float counts = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), counts);
    if (error != std::errc{} || end != number.data() + number.size() || !(counts > 0 && counts <= kMostCounts)) {
        throw InvalidArgument("'" + word + "': the threshold of noise reduction is a number of 16-bit counts above 0");
    }
    return counts;
}

}  // namespace

ModelChoice parseModelChoice(const std::string& word)
{
    const std::string lower = lowerWord(word);
    const std::string thresholdPrefix = std::string(kClassicalModel) + ":";
    if (lower.empty()) {
        throw InvalidArgument("the name of the model is empty");
    }
    if (lower == kDefaultModel) {
        return {};
    }
    if (lower == kClassicalModel) {
        return {.kind = ModelChoice::Kind::Classical, .file = {}};
    }
    if (lower.starts_with(thresholdPrefix)) {
        return {.kind = ModelChoice::Kind::Classical,
                .file = {},
                .noiseThreshold = noiseThresholdFrom(std::string_view(word).substr(thresholdPrefix.size()), word)};
    }
    return {.kind = ModelChoice::Kind::File, .file = word};
}

std::string toText(const ModelChoice& choice)
{
    switch (choice.kind) {
    case ModelChoice::Kind::Default: return kDefaultModel;
    case ModelChoice::Kind::Classical: break;
    case ModelChoice::Kind::File: {
        const std::string word = choice.file.string();
        const bool isAlsoAWord = parseModelChoice(word).kind != ModelChoice::Kind::File;
        return isAlsoAWord ? "./" + word : word;
    }
    }
    if (!choice.noiseThreshold) {
        return kClassicalModel;
    }
    char number[32];
    const auto [end, error] = std::to_chars(number, number + sizeof number, *choice.noiseThreshold);
    return std::string(kClassicalModel) + ":" + std::string(number, end);
}

std::optional<fs::path> modelFileOf(const ModelChoice& choice)
{
    switch (choice.kind) {
    case ModelChoice::Kind::Default:
        if (std::optional<fs::path> file = defaultModelFile()) {
            return file;
        }
        throw UnreadableInput("the default model is not there: share/scotopic/models/default.safetensors");
    case ModelChoice::Kind::Classical: return std::nullopt;
    case ModelChoice::Kind::File: break;
    }
    return choice.file;
}

fs::path networkFileOf(const ModelChoice& choice)
{
    if (std::optional<fs::path> file = modelFileOf(choice)) {
        return *file;
    }
    throw InvalidArgument("'" + toText(choice) + "' is LibRaw's rendering, not a network; name a model file or '"
                          + kDefaultModel + "'");
}

std::optional<fs::path> modelShippedWith(const fs::path& program)
{
    constexpr int kMostLevels = 4;  // as deep as a build tree has programs
    fs::path folder = program.parent_path();
    for (int level = 0; level < kMostLevels && !folder.empty(); ++level, folder = folder.parent_path()) {
        fs::path file = folder / "share" / "scotopic" / "models" / "default.safetensors";
        std::error_code isNotThere;
        if (fs::is_regular_file(file, isNotThere)) {
            return file;
        }
        if (folder == folder.root_path()) {
            break;
        }
    }
    return std::nullopt;
}

std::optional<fs::path> defaultModelFile()
{
    if (const char* named = std::getenv("SCOTOPIC_MODEL"); named != nullptr && *named != '\0') {
        const ModelChoice choice = parseModelChoice(named);
        if (choice.kind != ModelChoice::Kind::Default) {
            return choice.kind == ModelChoice::Kind::File ? std::optional(choice.file) : std::nullopt;
        }
    }
    std::error_code isUnknown;
    const fs::path program = fs::read_symlink("/proc/self/exe", isUnknown);
    return isUnknown ? std::nullopt : modelShippedWith(program);
}

}  // namespace scotopic
