// SPDX-License-Identifier: MIT
#include "core/evaluation/score_table.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <span>

namespace scotopic {

namespace {

constexpr const char* kHeader =
    "protocol,contestant,scene,pair,ratio,ratio_used,psnr_db,ssim,l1,seconds,key,protocol_description";
constexpr std::size_t kColumns = 12;

template <typename Number>
std::string exact(Number value)
{
    if (std::isinf(value)) {
        return "inf";
    }
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string quoted(const std::string& field)
{
    if (field.find_first_of(",\"\n\r") == std::string::npos) {
        return field;
    }
    std::string result = "\"";
    for (const char c : field) {
        result += c == '"' ? "\"\"" : std::string(1, c);
    }
    return result + '"';
}

/// The fields of a line; none when its quotes do not match.
std::optional<std::vector<std::string>> fieldsOf(const std::string& line)
{
    std::vector<std::string> fields(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && isQuoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += line[++i];
        } else if (line[i] == '"') {
            isQuoted = !isQuoted;
        } else if (line[i] == ',' && !isQuoted) {
            fields.emplace_back();
        } else {
            fields.back() += line[i];
        }
    }
    return isQuoted ? std::nullopt : std::optional(fields);
}

template <typename Number>
bool parse(const std::string& text, Number& value)
{
    if (text == "inf") {
        value = std::numeric_limits<Number>::infinity();
        return true;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

std::optional<ImageScore> scoreIn(const std::string& line)
{
    const auto fields = fieldsOf(line);
    if (!fields || fields->size() != kColumns) {
        return std::nullopt;
    }
    const std::vector<std::string>& f = *fields;
    ImageScore score;
    score.protocol = f[0];
    score.contestant = f[1];
    score.scene = f[2];
    score.pair = f[3];
    const bool isWhole = parse(f[4], score.ratio.value) && parse(f[5], score.usedRatio.value)
                         && parse(f[6], score.scores.psnrDb) && parse(f[7], score.scores.ssim)
                         && parse(f[8], score.scores.l1) && parse(f[9], score.seconds);
    score.key = f[10];
    score.meaning = f[11];
    return isWhole ? std::optional(score) : std::nullopt;
}

}  // namespace

std::string scoresCsv(const std::vector<ImageScore>& scores)
{
    std::string text = std::string(kHeader) + '\n';
    for (const ImageScore& score : scores) {
        text += quoted(score.protocol) + ',' + quoted(score.contestant) + ',' + quoted(score.scene) + ','
                + quoted(score.pair) + ',' + exact(score.ratio.value) + ',' + exact(score.usedRatio.value) + ','
                + exact(score.scores.psnrDb) + ',' + exact(score.scores.ssim) + ',' + exact(score.scores.l1) + ','
                + exact(score.seconds) + ',' + score.key + ',' + quoted(score.meaning) + '\n';
    }
    return text;
}

std::vector<ImageScore> readScores(const std::filesystem::path& file)
{
    std::vector<ImageScore> scores;
    if (!std::filesystem::exists(file)) {
        return scores;
    }
    std::ifstream stream(file);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (number == 1) {
            if (line != kHeader) {
                throw CorruptInput(file, "is not a table of scores: its first line names other columns");
            }
            continue;
        }
        const std::optional<ImageScore> score = scoreIn(line);
        if (!score) {
            throw CorruptInput(file, "line " + std::to_string(number) + " is not a score");
        }
        scores.push_back(*score);
    }
    return scores;
}

void writeText(const std::filesystem::path& file, const std::string& text)
{
    const auto bytes = std::as_bytes(std::span(text));
    writeAtomically(file, IfExists::Overwrite,
                    [&bytes](const std::filesystem::path& temporary) { writeBytes(temporary, std::span(&bytes, 1)); });
}

}  // namespace scotopic
