// SPDX-License-Identifier: MIT
#include "core/evaluation/score_table.h"

#include "core/base/csv.h"
#include "core/base/error.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>

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

template <typename Number>
Number numberIn(const std::string& text)
{
    Number value{};
    if (text == "inf") {
        return std::numeric_limits<Number>::infinity();
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw CorruptInput("'" + text + "' is not a number");
    }
    return value;
}

ImageScore scoreIn(const std::string& record)
{
    const std::vector<std::string> f = splitFields(record);
    if (f.size() != kColumns) {
        throw CorruptInput("it has " + std::to_string(f.size()) + " columns");
    }
    ImageScore score;
    score.protocol = f[0];
    score.contestant = f[1];
    score.scene = f[2];
    score.pair = f[3];
    score.ratio.value = numberIn<float>(f[4]);
    score.usedRatio.value = numberIn<float>(f[5]);
    score.scores = {numberIn<double>(f[6]), numberIn<double>(f[7]), numberIn<double>(f[8])};
    score.seconds = numberIn<double>(f[9]);
    score.key = f[10];
    score.meaning = f[11];
    return score;
}

}  // namespace

std::string scoresCsv(const std::vector<ImageScore>& scores)
{
    std::string text = std::string(kHeader) + '\n';
    for (const ImageScore& score : scores) {
        text += joinFields({score.protocol, score.contestant, score.scene, score.pair, exact(score.ratio.value),
                            exact(score.usedRatio.value), exact(score.scores.psnrDb), exact(score.scores.ssim),
                            exact(score.scores.l1), exact(score.seconds), score.key, score.meaning})
                + '\n';
    }
    return text;
}

std::vector<ImageScore> readScores(const std::filesystem::path& file)
{
    std::vector<ImageScore> scores;
    if (!std::filesystem::exists(file)) {
        return scores;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string record;
    if (!readRecord(stream, record) || record != kHeader) {
        throw CorruptInput(file, "is not a table of scores: its first line names other columns");
    }
    while (readRecord(stream, record)) {
        try {
            scores.push_back(scoreIn(record));
        } catch (const CorruptInput& error) {
            throw CorruptInput(file, "row " + std::to_string(scores.size() + 1) + " is not a score: " + error.what());
        }
    }
    return scores;
}

}  // namespace scotopic
