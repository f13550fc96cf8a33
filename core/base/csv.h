// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace scotopic {

/// One record of separated values as RFC 4180 writes it, without a line end: a field with the separator, a quote or a
/// line break in it stands in double quotes, and a quote inside is doubled.
[[nodiscard]] std::string joinFields(const std::vector<std::string>& fields, char separator = ',');

/// What joinFields() joined; also reads quotes that begin inside a field. An empty record has one empty field. Throws
/// CorruptInput, without a place, when a quote is not closed.
[[nodiscard]] std::vector<std::string> splitFields(std::string_view record, char separator = ',');

/// The next record of a table, without its line end (LF or CRLF): a line, and further ones while a quote stands open.
/// False at the end. As with std::getline() the stream is then, or already was with the last record, at its end when no
/// line end closes that record: a writer was killed in the middle of it.
bool readRecord(std::istream& stream, std::string& record);

}  // namespace scotopic
