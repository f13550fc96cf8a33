// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: what the versioned JSON forms of PhotoSettings and HowRendered have in common.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace scotopic {

/// Keys stay in the order they are written in.
using RecordJson = nlohmann::ordered_json;

/// The beginning of a form: its name and its version.
[[nodiscard]] RecordJson begunForm(const char* format);
/// The shortest number that reads back as this float: 0.1, not 0.10000000149.
[[nodiscard]] RecordJson numberOf(float value);
/// Nothing is added for an empty text or number.
void addText(RecordJson& form, const char* key, const std::string& text);
void addNumber(RecordJson& form, const char* key, const std::optional<int>& number);
/// Adds the fields of a JSON object that `form` lacks, below its objects too.
void addUnknown(RecordJson& form, const std::string& unknownFields);
/// On one line, or indented; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string dumped(const RecordJson& form, bool isIndented);

/// Reads an object field by field; what nobody asked for is left. Null counts as absent. Throws CorruptInput, naming
/// the field.
class FieldReader {
public:
    /// Parses a form. Throws CorruptInput and UnsupportedInput: no JSON, another form, another version of it.
    FieldReader(std::string_view json, const char* format, const std::filesystem::path& source);
    /// An object that is field `key` of `outer`.
    FieldReader(RecordJson object, const char* key, const FieldReader& outer);

    [[nodiscard]] std::optional<RecordJson> take(const char* key);
    /// Empty where it is absent.
    [[nodiscard]] std::string text(const char* key);
    [[nodiscard]] std::optional<float> number(const char* key, double least, double most);
    [[nodiscard]] float numberIn(const RecordJson& value, const char* key, double least, double most) const;
    [[nodiscard]] std::optional<int> wholeNumber(const char* key, int least, int most);
    [[noreturn]] void refuse(const char* key, const std::string& reason) const;

    /// Leaves what is left of an object that was taken.
    void putBack(const char* key, const FieldReader& inner);
    /// What is left as JSON; empty where nothing is.
    [[nodiscard]] std::string leftFields() const;

private:
    RecordJson m_left;
    std::string m_prefix;
    std::filesystem::path m_source;
};

}  // namespace scotopic
