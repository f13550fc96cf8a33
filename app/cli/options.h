// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/geometry.h"
#include "core/base/plain_text.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace scotopic::cli {

/// A whole number in [lowest, highest]; throws InvalidArgument.
[[nodiscard]] int parseNumber(const std::string& word, int lowest, int highest);
/// A whole number from 0 to 2^64 - 1, as seeds are; throws InvalidArgument.
[[nodiscard]] std::uint64_t parseUnsigned64(const std::string& word);
/// "0.7,0.1" as {0.7, 0.1}; throws InvalidArgument for anything but finite numbers between commas.
[[nodiscard]] std::vector<double> parseNumbers(const std::string& word);

/// An option whose word is turned into a value by `parse`; its InvalidArgument becomes wrong usage that names the
/// option.
template <typename Value, typename Parse>
CLI::Option* addParsed(CLI::App& app, const std::string& name, const std::string& typeName, Value& target, Parse parse,
                       const std::string& help)
{
    const auto convert = [&target, parse, name](const std::string& word) {
        try {
            target = parse(word);
        } catch (const InvalidArgument& error) {
            throw CLI::ValidationError(name.substr(name.rfind(',') + 1), error.what());
        }
    };
    return app.add_option_function<std::string>(name, convert, help)->type_name(typeName);
}

/// `parse`, which knows its words in lower case, for words in any case.
template <typename Parse>
auto inAnyCase(Parse parse)
{
    return [parse](const std::string& word) {
        try {
            return parse(lowerCase(word));
        } catch (const InvalidArgument&) {
            return parse(word);  // names the word as it was typed
        }
    };
}

/// As addParsed(), for words in any case.
template <typename Value, typename Parse>
CLI::Option* addKeyword(CLI::App& app, const std::string& name, const std::string& typeName, Value& target, Parse parse,
                        const std::string& help)
{
    return addParsed(app, name, typeName, target, inAnyCase(parse), help);
}

/// A file argument or option; an empty name is wrong usage.
CLI::Option* addFile(CLI::App& app, const std::string& name, const std::string& typeName, std::filesystem::path& target,
                     const std::string& help);
/// One or more photos as positional arguments.
CLI::Option* addPhotos(CLI::App& app, std::vector<std::filesystem::path>& photos,
                       const std::string& help = "Camera raws, DNG included");
/// A whole number in [lowest, highest]; `Target` is an int or an optional one.
template <typename Target>
CLI::Option* addNumber(CLI::App& app, const std::string& name, Target& target, int lowest, int highest,
                       const std::string& help)
{
    const auto parse = [lowest, highest](const std::string& word) { return parseNumber(word, lowest, highest); };
    return addParsed(app, name, "N", target, parse, help);
}
void addOverwrite(CLI::App& app, IfExists& ifExists);
void addNoiseThreshold(CLI::App& app, float& counts);
/// LibRaw's threshold; throws InvalidArgument.
[[nodiscard]] float parseNoiseThreshold(const std::string& word);
inline constexpr const char* kNoiseThresholdHelp =
    "Strength of LibRaw's wavelet noise reduction in 16-bit counts, e.g. 200 (default 0: none)";
/// `--whole-area`: all photosites, not the crop that a file asks for.
void addWholeArea(CLI::App& app, bool& wholeArea);
/// `--image N`: of several raw pictures in a file. `Number` is an int or an optional one.
template <typename Number>
void addImage(CLI::App& app, Number& image)
{
    constexpr int kMost = 1000;
    addNumber(app, "--image", image, 1, kMost, "Which of several raw pictures in a file (default 1)");
}
/// "2048x1360"; throws InvalidArgument.
[[nodiscard]] PixelSize parseSize(const std::string& word);
/// "8" or "16"; throws InvalidArgument.
[[nodiscard]] int parseBits(const std::string& word);

/// `--threads N`, which Session::context() obeys: for commands that compute on several.
void addThreads(CLI::App& command);
/// What was said of it to the chosen command; 0: nothing, or it computes on one alone.
[[nodiscard]] int threadsOf(const CLI::App& app);

inline constexpr const char* kJsonHelp = "Print JSON";

}  // namespace scotopic::cli
