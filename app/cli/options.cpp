// SPDX-License-Identifier: MIT
#include "app/cli/options.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace scotopic::cli {

namespace {

constexpr int kMostThreads = 256;

std::filesystem::path parsePath(const std::string& word)
{
    if (word.empty()) {
        throw InvalidArgument("a file's name cannot be empty");
    }
    return word;
}

template <typename Number>
bool parsesWhole(std::string_view word, Number& number)
{
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc{} && end == word.data() + word.size();
}

}  // namespace

CLI::Option* addFile(CLI::App& app, const std::string& name, const std::string& typeName, std::filesystem::path& target,
                     const std::string& help)
{
    return addParsed(app, name, typeName, target, parsePath, help);
}

CLI::Option* addPhotos(CLI::App& app, std::vector<std::filesystem::path>& photos, const std::string& help)
{
    const auto take = [&photos](const std::vector<std::string>& words) {
        for (const std::string& word : words) {
            if (word.empty()) {
                throw CLI::ValidationError("PHOTO", "a file's name cannot be empty");
            }
            photos.emplace_back(word);
        }
    };
    return app.add_option_function<std::vector<std::string>>("PHOTO", take, help)->type_name("FILE")->required();
}

int parseNumber(const std::string& word, int lowest, int highest)
{
    int number = 0;
    if (!parsesWhole(word, number) || number < lowest || number > highest) {
        throw InvalidArgument("'" + word + "' is not a whole number from " + std::to_string(lowest) + " to "
                              + std::to_string(highest));
    }
    return number;
}

std::uint64_t parseUnsigned64(const std::string& word)
{
    std::uint64_t number = 0;
    if (!parsesWhole(word, number)) {
        throw InvalidArgument("'" + word + "' is not a whole number from 0 to 2^64 - 1");
    }
    return number;
}

std::vector<double> parseNumbers(const std::string& word)
{
    std::vector<double> numbers;
    for (std::size_t begin = 0; begin <= word.size();) {
        const std::size_t end = std::min(word.find(',', begin), word.size());
        double number = 0;
        if (!parsesWhole(std::string_view(word).substr(begin, end - begin), number) || !std::isfinite(number)) {
            throw InvalidArgument("'" + word + "' is not a list of numbers with commas between them");
        }
        numbers.push_back(number);
        begin = end + 1;
    }
    return numbers;
}

float parseNoiseThreshold(const std::string& word)
{
    float counts = 0;
    if (!parsesWhole(word, counts) || !std::isfinite(counts) || counts < 0 || counts > 65535) {
        throw InvalidArgument("'" + word + "' is not a threshold: a number of 16-bit counts from 0 to 65535");
    }
    return counts;
}

void addOverwrite(CLI::App& app, IfExists& ifExists)
{
    app.add_flag_callback(
        "--overwrite", [&ifExists] { ifExists = IfExists::Overwrite; }, "Replace a file that exists already");
}

void addWholeArea(CLI::App& app, bool& wholeArea)
{
    app.add_flag("--whole-area", wholeArea, "All photosites, not the crop alone that a file (DNG) asks for");
}

void addNoiseThreshold(CLI::App& app, float& counts)
{
    addParsed(app, "--noise-threshold", "N", counts, parseNoiseThreshold, kNoiseThresholdHelp);
}

void addThreads(CLI::App& app)
{
    const auto check = [](const std::string& word) {
        try {
            static_cast<void>(parseNumber(word, 1, kMostThreads));
        } catch (const InvalidArgument& error) {
            throw CLI::ValidationError("--threads", error.what());
        }
    };
    app.add_option_function<std::string>("--threads", check, "Threads to compute on at most (default: one a core)")
        ->type_name("N");
}

int threadsOf(const CLI::App& app)
{
    const CLI::App* command = &app;
    while (!command->get_subcommands().empty()) {
        command = command->get_subcommands().front();
    }
    const CLI::Option* const option = command->get_option_no_throw("--threads");
    return option != nullptr && option->count() > 0 ? option->as<int>() : 0;
}

PixelSize parseSize(const std::string& word)
{
    const std::size_t cross = word.find('x');
    const std::string_view view = word;
    PixelSize size;
    if (cross == std::string::npos || !parsesWhole(view.substr(0, cross), size.width)
        || !parsesWhole(view.substr(cross + 1), size.height) || size.isEmpty() || size.width > 65535
        || size.height > 65535) {
        throw InvalidArgument("'" + word + "' is not a size: WIDTHxHEIGHT in pixels, e.g. 2048x1360");
    }
    return size;
}

int parseBits(const std::string& word)
{
    if (word == "8") {
        return 8;
    }
    if (word == "16") {
        return 16;
    }
    throw InvalidArgument("'" + word + "' is not 8 or 16");
}

}  // namespace scotopic::cli
