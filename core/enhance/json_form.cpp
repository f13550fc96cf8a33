// SPDX-License-Identifier: MIT
#include "core/enhance/json_form.h"

#include "core/base/error.h"
#include "core/base/exact_text.h"

#include <cmath>
#include <cstdint>
#include <utility>

namespace scotopic {

namespace {

constexpr int kFormVersion = 1;
// Far deeper than the forms are; deeper ones would be written by recursion.
constexpr int kDeepestNesting = 32;

void addMissing(RecordJson& known, const RecordJson& unknown)
{
    for (const auto& [key, value] : unknown.items()) {
        const auto there = known.find(key);
        if (there == known.end()) {
            known[key] = value;
        } else if (there->is_object() && value.is_object()) {
            addMissing(*there, value);
        }
    }
}

RecordJson parsedObject(std::string_view json, const std::filesystem::path& source)
{
    const auto isShallow = [&source](int depth, RecordJson::parse_event_t, RecordJson&) {
        if (depth > kDeepestNesting) {
            throw CorruptInput(source, "is nested too deeply");
        }
        return true;
    };
    RecordJson object;
    try {
        object = RecordJson::parse(json.begin(), json.end(), isShallow);
    } catch (const RecordJson::exception&) {
        throw CorruptInput(source, "is not JSON");
    }
    if (!object.is_object()) {
        throw UnsupportedInput(source, "is JSON, but no object");
    }
    return object;
}

}  // namespace

RecordJson begunForm(const char* format)
{
    return {{"format", format}, {"version", kFormVersion}};
}

RecordJson numberOf(float value)
{
    return RecordJson::parse(exactText(value));
}

void addText(RecordJson& form, const char* key, const std::string& text)
{
    if (!text.empty()) {
        form[key] = text;
    }
}

void addNumber(RecordJson& form, const char* key, const std::optional<int>& number)
{
    if (number) {
        form[key] = *number;
    }
}

void addUnknown(RecordJson& form, const std::string& unknownFields)
{
    const RecordJson unknown = RecordJson::parse(unknownFields, nullptr, /*allow_exceptions=*/false);
    if (unknown.is_object()) {
        addMissing(form, unknown);
    }
}

std::string dumped(const RecordJson& form, bool isIndented)
{
    return form.dump(isIndented ? 2 : -1, ' ', false, RecordJson::error_handler_t::replace);
}

FieldReader::FieldReader(std::string_view json, const char* format, const std::filesystem::path& source)
    : m_left(parsedObject(json, source)), m_source(source)
{
    if (take("format") != RecordJson(format)) {
        throw UnsupportedInput(source,
                               std::string("is another kind of JSON: it does not say \"format\": \"") + format + "\"");
    }
    const std::optional<RecordJson> version = take("version");
    if (version && *version != kFormVersion) {
        throw UnsupportedInput(source, "is version " + version->dump() + " of its form; this program knows version "
                                           + std::to_string(kFormVersion));
    }
}

FieldReader::FieldReader(RecordJson object, const char* key, const FieldReader& outer)
    : m_left(std::move(object)), m_prefix(outer.m_prefix + key + "."), m_source(outer.m_source)
{
    if (!m_left.is_object()) {
        outer.refuse(key, "is not an object");
    }
}

std::optional<RecordJson> FieldReader::take(const char* key)
{
    const auto found = m_left.find(key);
    if (found == m_left.end()) {
        return std::nullopt;
    }
    RecordJson value = std::move(*found);
    m_left.erase(found);
    return value.is_null() ? std::nullopt : std::optional(std::move(value));
}

std::string FieldReader::text(const char* key)
{
    const std::optional<RecordJson> value = take(key);
    if (value && !value->is_string()) {
        refuse(key, "is not a text");
    }
    return value ? value->get<std::string>() : std::string();
}

std::optional<float> FieldReader::number(const char* key, double least, double most)
{
    const std::optional<RecordJson> value = take(key);
    return value ? std::optional(numberIn(*value, key, least, most)) : std::nullopt;
}

float FieldReader::numberIn(const RecordJson& value, const char* key, double least, double most) const
{
    // As a float, as it was written: 0.1 is then no less than 0.1F.
    const float number = value.is_number() ? static_cast<float>(value.get<double>()) : NAN;
    const auto lowest = static_cast<float>(least);
    const auto highest = static_cast<float>(most);
    if (!(number >= lowest && number <= highest)) {
        refuse(key, "is not a number from " + exactText(lowest) + " to " + exactText(highest));
    }
    return number;
}

std::optional<int> FieldReader::wholeNumber(const char* key, int least, int most)
{
    const std::optional<RecordJson> value = take(key);
    if (!value) {
        return std::nullopt;
    }
    const std::int64_t number = value->is_number_integer() ? value->get<std::int64_t>() : std::int64_t{least} - 1;
    if (number < least || number > most) {
        refuse(key, "is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return static_cast<int>(number);
}

void FieldReader::refuse(const char* key, const std::string& reason) const
{
    throw CorruptInput(m_source, "field '" + m_prefix + key + "' " + reason);
}

void FieldReader::putBack(const char* key, const FieldReader& inner)
{
    if (!inner.m_left.empty()) {
        m_left[key] = inner.m_left;
    }
}

std::string FieldReader::leftFields() const
{
    return m_left.empty() ? std::string() : dumped(m_left, /*isIndented=*/false);
}

}  // namespace scotopic
