// SPDX-License-Identifier: MIT
#include "core/dataset/pair_list.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/dataset/text_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <sstream>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::array kColumns{"short", "long", "split", "scene", "short_seconds", "long_seconds", "ratio"};

std::vector<std::string> wordsOf(const std::string& line)
{
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        words.push_back(word);
    }
    return words;
}

ListedPair pairFromWords(const std::vector<std::string>& words, const std::string& place)
{
    if (words.size() < 2 || words.size() > 4) {
        throw CorruptInput(place + ": has " + std::to_string(words.size())
                           + " columns instead of SHORT LONG ISO F (file names with spaces need a CSV file)");
    }
    if (words.size() > 2 && !words[2].starts_with("ISO")) {
        throw CorruptInput(place + ": the third column is '" + words[2] + "', not ISO and a number");
    }
    if (words.size() > 3 && !words[3].starts_with('F')) {
        throw CorruptInput(place + ": the fourth column is '" + words[3] + "', not F and a number");
    }
    ListedPair pair;
    pair.shortFile = words[0];
    pair.longFile = words[1];
    pair.place = place;
    return pair;
}

std::vector<std::string> fieldsOf(const TextLine& line)
{
    try {
        return splitFields(line.text);
    } catch (const CorruptInput& error) {
        throw CorruptInput(line.place + ": " + error.what());
    }
}

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

double positiveNumber(const std::string& text, const std::string& column, const std::string& place)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number) || number <= 0) {
        throw CorruptInput(place + ": '" + text + "' in column " + column + " is not a number above 0");
    }
    return number;
}

void setField(ListedPair& pair, const std::string& column, const std::string& text)
{
    if (text.empty() && column != "short" && column != "long") {
        return;
    }
    if (column == "short") {
        pair.shortFile = text;
    } else if (column == "long") {
        pair.longFile = text;
    } else if (column == "scene") {
        pair.scene = text;
    } else if (column == "short_seconds") {
        pair.shortExposureSeconds = positiveNumber(text, column, pair.place);
    } else if (column == "long_seconds") {
        pair.longExposureSeconds = positiveNumber(text, column, pair.place);
    } else {
        try {
            column == "split" ? void(pair.split = parseSplit(text)) : void(pair.ratio = parseRatio(text));
        } catch (const InvalidArgument& error) {
            throw CorruptInput(pair.place + ": " + error.what());
        }
    }
}

std::vector<std::string> columnsOf(const TextLine& line)
{
    std::vector<std::string> columns;
    for (const std::string& field : fieldsOf(line)) {
        columns.push_back(trimmed(field));
        if (std::ranges::find(kColumns, columns.back()) == kColumns.end()) {
            throw CorruptInput(line.place + ": '" + columns.back()
                               + "' is not a column: short, long, split, scene, short_seconds, long_seconds, ratio");
        }
    }
    for (const char* needed : {"short", "long"}) {
        if (std::ranges::count(columns, needed) != 1) {
            throw CorruptInput(line.place + ": the first line must name the column '" + needed + "' once");
        }
    }
    return columns;
}

}  // namespace

std::optional<Split> splitInListName(const fs::path& file)
{
    std::string name = file.stem().string();
    std::ranges::replace(name, '-', '_');
    std::istringstream parts(name);
    for (std::string part; std::getline(parts, part, '_');) {
        if (part == "train" || part == "val" || part == "validation" || part == "test") {
            return parseSplit(part);
        }
    }
    return std::nullopt;
}

std::vector<ListedPair> readSidList(const fs::path& file)
{
    std::vector<ListedPair> pairs;
    for (const TextLine& line : readTextLines(file)) {
        pairs.push_back(pairFromWords(wordsOf(line.text), line.place));
        pairs.back().split = splitInListName(file);
    }
    return pairs;
}

std::vector<ListedPair> readPairCsv(const fs::path& file)
{
    const std::vector<TextLine> lines = readTextLines(file);
    if (lines.empty()) {
        throw CorruptInput(file, "has no first line that names the columns");
    }
    const std::vector<std::string> columns = columnsOf(lines.front());
    std::vector<ListedPair> pairs;
    for (auto line = lines.begin() + 1; line != lines.end(); ++line) {
        const std::vector<std::string> fields = fieldsOf(*line);
        if (fields.size() != columns.size()) {
            throw CorruptInput(line->place + ": has " + std::to_string(fields.size()) + " columns instead of the "
                               + std::to_string(columns.size()) + " that the first line names");
        }
        ListedPair& pair = pairs.emplace_back();
        pair.place = line->place;
        pair.split = splitInListName(file);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            setField(pair, columns[i], trimmed(fields[i]));
        }
        if (pair.shortFile.empty() || pair.longFile.empty()) {
            throw CorruptInput(line->place + ": names no " + (pair.shortFile.empty() ? "short" : "long") + " file");
        }
    }
    return pairs;
}

}  // namespace scotopic
