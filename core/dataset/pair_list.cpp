// SPDX-License-Identifier: MIT
#include "core/dataset/pair_list.h"

#include "core/base/csv.h"
#include "core/base/error.h"
#include "core/dataset/text_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <sstream>
#include <string_view>

namespace scotopic {

namespace fs = std::filesystem;

namespace {

constexpr std::array kColumns{"short", "long", "split", "scene", "short_seconds", "long_seconds", "ratio"};
constexpr std::array kSeparators{',', ';', '\t'};

std::string lowerLetters(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// Windows separates folders by '\\'.
fs::path listedPath(std::string text)
{
    std::ranges::replace(text, '\\', '/');
    return text;
}

std::optional<double> numberIn(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// What parseRatio() takes, and "100x"
ExposureRatio ratioFrom(const std::string& text, const std::string& place)
{
    const bool hasTimesBehind = text.size() > 1 && (text.ends_with('x') || text.ends_with('X'));
    try {
        return parseRatio(hasTimesBehind ? text.substr(0, text.size() - 1) : text);
    } catch (const InvalidArgument& error) {
        throw CorruptInput(place + ": " + error.what());
    }
}

/// What stands behind the two names of a list's line.
class ListColumns {
public:
    ListColumns(const std::vector<std::string>& words, ListedPair& pair) : m_pair(pair)
    {
        for (auto word = words.begin() + 2; word != words.end(); ++word) {
            take(*word);
        }
        if (m_numbers.size() == 1 && (!m_hasAperture || m_hasIso)) {
            m_pair.ratio = ratioFrom(m_numbers.front(), m_pair.place);
        } else if (m_numbers.size() != 1) {  // one before an aperture is an ISO
            m_unknown.insert(m_unknown.end(), m_numbers.begin(), m_numbers.end());
        }
        if (m_seconds.size() == 2) {
            m_pair.shortExposureSeconds = m_seconds[0];
            m_pair.longExposureSeconds = m_seconds[1];
        }
    }
    [[nodiscard]] const std::vector<std::string>& unknown() const { return m_unknown; }

private:
    void take(const std::string& word)
    {
        const std::string lower = lowerLetters(word);
        const auto numberAfter = [&lower](std::string_view start) {
            return lower.starts_with(start) && numberIn(std::string_view(lower).substr(start.size())).has_value();
        };
        if (numberAfter("iso")) {
            m_hasIso = true;
        } else if (numberAfter("f") || numberAfter("f/")) {
            m_hasAperture = true;
        } else if (numberAfter("x") || numberAfter("\xC3\x97")) {
            m_pair.ratio = ratioFrom(lower, m_pair.place);
        } else if (numberIn(lower)) {
            m_numbers.push_back(lower);
        } else if (const std::optional<double> seconds = secondsIn(lower)) {
            m_seconds.push_back(*seconds);
        } else {
            m_unknown.push_back(word);
        }
    }

    static std::optional<double> secondsIn(const std::string& word)
    {
        const std::optional<double> seconds =
            word.ends_with('s') ? numberIn(std::string_view(word).substr(0, word.size() - 1)) : std::nullopt;
        return seconds && std::isfinite(*seconds) && *seconds > 0 ? seconds : std::nullopt;
    }

    ListedPair& m_pair;
    bool m_hasIso = false;
    bool m_hasAperture = false;
    std::vector<std::string> m_numbers;
    std::vector<double> m_seconds;
    std::vector<std::string> m_unknown;
};

std::vector<std::string> fieldsOf(const TextLine& line, char separator)
{
    try {
        std::vector<std::string> fields = splitFields(line.whole, separator);
        std::ranges::transform(fields, fields.begin(), trimmed);
        return fields;
    } catch (const CorruptInput& error) {
        throw CorruptInput(line.place + ": " + error.what());
    }
}

/// Between blanks; where there are none, between commas or semicolons.
std::vector<std::string> wordsOf(const TextLine& line)
{
    std::istringstream stream(line.text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {
        const bool endsWithSeparator = word.size() > 1 && (word.ends_with(',') || word.ends_with(';'));
        words.push_back(endsWithSeparator ? word.substr(0, word.size() - 1) : word);
    }
    for (auto separator = kSeparators.begin(); words.size() == 1 && separator != kSeparators.end(); ++separator) {
        words = fieldsOf(line, *separator);
    }
    return words;
}

/// "0,1" as "0.1", which only those write who do not separate fields by commas.
std::string withDecimalPoint(std::string number, char separator)
{
    if (separator != ',' && std::ranges::count(number, ',') == 1 && number.find('.') == std::string::npos) {
        std::ranges::replace(number, ',', '.');
    }
    return number;
}

double positiveNumber(const std::string& text, const std::string& column, const std::string& place, char separator)
{
    const std::optional<double> number = numberIn(withDecimalPoint(text, separator));
    if (!number || !std::isfinite(*number) || *number <= 0) {
        throw CorruptInput(place + ": '" + text + "' in column " + column + " is not a number above 0");
    }
    return *number;
}

void setField(ListedPair& pair, const std::string& column, const std::string& text, char separator)
{
    if (text.empty()) {
        return;
    }
    if (column == "short") {
        pair.shortFile = listedPath(text);
    } else if (column == "long") {
        pair.longFile = listedPath(text);
    } else if (column == "scene") {
        pair.scene = text;
    } else if (column == "short_seconds") {
        pair.shortExposureSeconds = positiveNumber(text, column, pair.place, separator);
    } else if (column == "long_seconds") {
        pair.longExposureSeconds = positiveNumber(text, column, pair.place, separator);
    } else if (column == "ratio") {
        pair.ratio = ratioFrom(withDecimalPoint(text, separator), pair.place);
    } else if (column == "split") {
        try {
            pair.split = parseSplit(lowerLetters(text));
        } catch (const InvalidArgument& error) {
            throw CorruptInput(pair.place + ": " + error.what());
        }
    }
}

std::vector<std::string> columnsIn(const TextLine& line, char separator)
{
    std::vector<std::string> columns = fieldsOf(line, separator);
    for (std::string& column : columns) {
        column = lowerLetters(column);
        std::ranges::replace(column, ' ', '_');
    }
    return columns;
}

/// "sep=;", by which spreadsheets tell each other the separator
std::optional<char> separatorSaidIn(const TextLine& line)
{
    const std::string text = lowerLetters(line.whole);
    const bool isSaid = text.size() >= 5 && text.starts_with("sep=") && trimmed(text.substr(5)).empty();
    return isSaid ? std::optional(text[4]) : std::nullopt;
}

/// The one that gives the most columns we know.
char separatorOf(const TextLine& header)
{
    char best = ',';
    std::ptrdiff_t most = 0;
    for (const char separator : kSeparators) {
        const std::ptrdiff_t known = std::ranges::count_if(columnsIn(header, separator), [](const std::string& column) {
            return std::ranges::find(kColumns, column) != kColumns.end();
        });
        if (known > most) {
            best = separator;
            most = known;
        }
    }
    return best;
}

void requireColumns(const std::vector<std::string>& columns, const TextLine& line)
{
    for (const char* column : kColumns) {
        const auto count = std::ranges::count(columns, column);
        const bool isNeeded = column == std::string_view("short") || column == std::string_view("long");
        if (count > 1 || (isNeeded && count == 0)) {
            throw CorruptInput(line.place + ": the first line must name the column '" + column + "' once");
        }
    }
}

void noteUnknown(PairList& list, const std::vector<std::string>& columns, const std::string& place)
{
    std::string unknown;
    for (const std::string& column : columns) {
        if (!column.empty() && std::ranges::find(kColumns, column) == kColumns.end()) {
            unknown += (unknown.empty() ? "'" : ", '") + column + "'";
        }
    }
    if (!unknown.empty()) {
        list.notes.push_back(place + ": not used: " + unknown);
    }
}

/// A row as long as the header; spreadsheets leave empty fields behind it.
std::vector<std::string> rowOf(const TextLine& line, const std::vector<std::string>& columns, char separator)
{
    std::vector<std::string> fields = fieldsOf(line, separator);
    while (fields.size() > columns.size() && fields.back().empty()) {
        fields.pop_back();
    }
    if (fields.size() != columns.size()) {
        throw CorruptInput(line.place + ": has " + std::to_string(fields.size()) + " columns instead of the "
                           + std::to_string(columns.size()) + " that the first line names");
    }
    return fields;
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

PairList readSidList(const fs::path& file)
{
    PairList list;
    for (const TextLine& line : readTextLines(file)) {
        const std::vector<std::string> words = wordsOf(line);
        if (words.size() < 2) {
            throw CorruptInput(line.place + ": has one column instead of SHORT LONG ISO F");
        }
        ListedPair& pair = list.pairs.emplace_back();
        pair.shortFile = listedPath(words[0]);
        pair.longFile = listedPath(words[1]);
        pair.place = line.place;
        pair.split = splitInListName(file);
        const ListColumns columns(words, pair);
        if (list.notes.empty()) {
            noteUnknown(list, columns.unknown(), line.place);
        }
    }
    return list;
}

PairList readPairCsv(const fs::path& file)
{
    const std::vector<TextLine> lines = readTextLines(file);
    const std::optional<char> said = lines.empty() ? std::nullopt : separatorSaidIn(lines.front());
    const auto header = lines.begin() + (said ? 1 : 0);
    if (header == lines.end()) {
        throw CorruptInput(file, "has no first line that names the columns");
    }
    const char separator = said ? *said : separatorOf(*header);
    const std::vector<std::string> columns = columnsIn(*header, separator);
    requireColumns(columns, *header);
    PairList list;
    noteUnknown(list, columns, header->place);
    for (auto line = header + 1; line != lines.end(); ++line) {
        const std::vector<std::string> fields = rowOf(*line, columns, separator);
        if (std::ranges::all_of(fields, &std::string::empty)) {
            continue;
        }
        ListedPair& pair = list.pairs.emplace_back();
        pair.place = line->place;
        pair.split = splitInListName(file);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            setField(pair, columns[i], fields[i], separator);
        }
        if (pair.shortFile.empty() || pair.longFile.empty()) {
            throw CorruptInput(line->place + ": names no " + (pair.shortFile.empty() ? "short" : "long") + " file");
        }
    }
    return list;
}

}  // namespace scotopic
