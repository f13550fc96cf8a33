// SPDX-License-Identifier: MIT
#include "core/raw/tiff_fields.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace scotopic {

namespace {

// TIFF 6.0, section 2.
enum FieldType : std::uint16_t {
    Byte = 1,
    Ascii = 2,
    Short = 3,
    Long = 4,
    UnsignedRational = 5,
    Undefined = 7,
    SignedRational = 10
};

constexpr std::size_t kInlineBytes = 4;

std::size_t evenly(std::size_t bytes)
{
    return bytes + bytes % 2;  // values begin on a word boundary
}

std::vector<std::byte> bytesOf(const std::vector<TiffFields::Rational>& values)
{
    std::vector<std::byte> bytes;
    for (const auto& [numerator, denominator] : values) {
        appendLittleEndian(bytes, static_cast<std::uint64_t>(numerator), 4);
        appendLittleEndian(bytes, static_cast<std::uint64_t>(denominator), 4);
    }
    return bytes;
}

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

}  // namespace

void appendLittleEndian(std::vector<std::byte>& bytes, std::uint64_t value, int byteCount)
{
    for (int i = 0; i < byteCount; ++i) {
        bytes.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
    }
}

void TiffFields::add(std::uint16_t tag, std::uint16_t type, std::size_t count, std::vector<std::byte> value)
{
    const auto place = std::lower_bound(m_fields.begin(), m_fields.end(), tag,
                                        [](const Field& field, std::uint16_t wanted) { return field.tag < wanted; });
    m_fields.insert(place, Field{tag, type, static_cast<std::uint32_t>(count), std::move(value)});
}

void TiffFields::addBytes(std::uint16_t tag, const std::vector<std::uint8_t>& values)
{
    std::vector<std::byte> bytes;
    for (const std::uint8_t value : values) {
        appendLittleEndian(bytes, value, 1);
    }
    add(tag, Byte, values.size(), std::move(bytes));
}

void TiffFields::addUndefined(std::uint16_t tag, std::string_view bytes)
{
    add(tag, Undefined, bytes.size(), bytesOf(bytes));
}

void TiffFields::addText(std::uint16_t tag, std::string_view text)
{
    std::vector<std::byte> bytes = bytesOf(text);
    bytes.push_back(std::byte{0});
    const std::size_t count = bytes.size();
    add(tag, Ascii, count, std::move(bytes));
}

void TiffFields::addShorts(std::uint16_t tag, const std::vector<std::uint16_t>& values)
{
    std::vector<std::byte> bytes;
    for (const std::uint16_t value : values) {
        appendLittleEndian(bytes, value, 2);
    }
    add(tag, Short, values.size(), std::move(bytes));
}

void TiffFields::addLong(std::uint16_t tag, std::uint32_t value)
{
    std::vector<std::byte> bytes;
    appendLittleEndian(bytes, value, 4);
    add(tag, Long, 1, std::move(bytes));
}

void TiffFields::addRationals(std::uint16_t tag, const std::vector<Rational>& values)
{
    add(tag, UnsignedRational, values.size(), bytesOf(values));
}

void TiffFields::addSignedRationals(std::uint16_t tag, const std::vector<Rational>& values)
{
    add(tag, SignedRational, values.size(), bytesOf(values));
}

std::size_t TiffFields::directoryBytes() const
{
    return 2 + m_fields.size() * 12 + 4;
}

std::size_t TiffFields::sizeBytes() const
{
    std::size_t bytes = directoryBytes();
    for (const Field& field : m_fields) {
        bytes += field.value.size() > kInlineBytes ? evenly(field.value.size()) : 0;
    }
    return bytes;
}

std::vector<std::byte> TiffFields::written(std::uint32_t offset) const
{
    std::vector<std::byte> directory;
    std::vector<std::byte> values;
    appendLittleEndian(directory, m_fields.size(), 2);
    for (const Field& field : m_fields) {
        appendLittleEndian(directory, field.tag, 2);
        appendLittleEndian(directory, field.type, 2);
        appendLittleEndian(directory, field.count, 4);
        if (field.value.size() > kInlineBytes) {
            appendLittleEndian(directory, offset + directoryBytes() + values.size(), 4);
            values.insert(values.end(), field.value.begin(), field.value.end());
            values.resize(evenly(values.size()));
        } else {
            directory.insert(directory.end(), field.value.begin(), field.value.end());
            directory.resize(directory.size() + kInlineBytes - field.value.size());
        }
    }
    appendLittleEndian(directory, 0, 4);  // no further directory
    directory.insert(directory.end(), values.begin(), values.end());
    return directory;
}

TiffFields::Rational rationalFrom(float value)
{
    // Continued fraction of the magnitude; each step is the best fraction of its size.
    constexpr std::int64_t kLargest = 0x7FFFFFFF;
    const double target = std::min(std::abs(static_cast<double>(value)), static_cast<double>(kLargest));
    TiffFields::Rational previous{0, 1};
    TiffFields::Rational best{1, 0};
    double rest = target;
    while (true) {
        const auto whole = static_cast<std::int64_t>(rest);
        const TiffFields::Rational next{whole * best.first + previous.first, whole * best.second + previous.second};
        if (next.first > kLargest || next.second > kLargest) {
            break;
        }
        previous = best;
        best = next;
        const double reached = static_cast<double>(best.first) / static_cast<double>(best.second);
        const double fraction = rest - static_cast<double>(whole);
        if (static_cast<float>(reached) == static_cast<float>(target) || fraction <= 0) {
            break;
        }
        rest = std::min(1 / fraction, static_cast<double>(kLargest) * 2);
    }
    return {std::signbit(value) ? -best.first : best.first, best.second};
}

}  // namespace scotopic
