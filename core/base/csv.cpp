// SPDX-License-Identifier: MIT
#include "core/base/csv.h"

#include "core/base/error.h"

#include <algorithm>
#include <istream>

namespace scotopic {

namespace {

std::string quotedWhereNeeded(const std::string& field, char separator)
{
    if (field.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) {
        return field;
    }
    std::string quoted = "\"";
    for (const char c : field) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

bool hasOpenQuote(std::string_view text)
{
    return std::ranges::count(text, '"') % 2 != 0;
}

}  // namespace

std::string joinFields(const std::vector<std::string>& fields, char separator)
{
    std::string record;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        record += (i == 0 ? "" : std::string(1, separator)) + quotedWhereNeeded(fields[i], separator);
    }
    return record;
}

std::vector<std::string> splitFields(std::string_view record, char separator)
{
    std::vector<std::string> fields(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < record.size(); ++i) {
        if (isQuoted && record.substr(i, 2) == "\"\"") {
            fields.back() += record[++i];
        } else if (record[i] == '"') {
            isQuoted = !isQuoted;
        } else if (record[i] == separator && !isQuoted) {
            fields.emplace_back();
        } else {
            fields.back() += record[i];
        }
    }
    if (isQuoted) {
        throw CorruptInput("a quote is not closed");
    }
    return fields;
}

bool readRecord(std::istream& stream, std::string& record)
{
    if (!std::getline(stream, record)) {
        return false;
    }
    for (std::string line; hasOpenQuote(record) && std::getline(stream, line);) {
        record += '\n' + line;
    }
    if (record.ends_with('\r')) {
        record.pop_back();
    }
    return true;
}

}  // namespace scotopic
