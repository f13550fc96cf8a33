// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace scotopic {

/// The fields of one TIFF image file directory, little-endian. Layout in the file: the directory, then the values
/// that are longer than four bytes.
class TiffFields {
public:
    using Rational = std::pair<std::int64_t, std::int64_t>;

    void addBytes(std::uint16_t tag, const std::vector<std::uint8_t>& values);
    void addUndefined(std::uint16_t tag, std::string_view bytes);
    void addText(std::uint16_t tag, std::string_view text);
    void addShorts(std::uint16_t tag, const std::vector<std::uint16_t>& values);
    void addLong(std::uint16_t tag, std::uint32_t value);
    void addRationals(std::uint16_t tag, const std::vector<Rational>& values);
    void addSignedRationals(std::uint16_t tag, const std::vector<Rational>& values);

    /// Bytes of the directory with its values, whatever the values of its fields.
    [[nodiscard]] std::size_t sizeBytes() const;
    /// The directory as it must stand at `offset` of the file.
    [[nodiscard]] std::vector<std::byte> written(std::uint32_t offset) const;

private:
    struct Field {
        std::uint16_t tag = 0;
        std::uint16_t type = 0;
        std::uint32_t count = 0;
        std::vector<std::byte> value;
    };
    void add(std::uint16_t tag, std::uint16_t type, std::size_t count, std::vector<std::byte> value);
    [[nodiscard]] std::size_t directoryBytes() const;

    std::vector<Field> m_fields;  // by ascending tag, as TIFF 6 demands
};

/// The simplest fraction that rounds to `value` as a float; denominators up to 2^31.
[[nodiscard]] TiffFields::Rational rationalFrom(float value);

/// Appends `value`'s lowest `byteCount` bytes, lowest first.
void appendLittleEndian(std::vector<std::byte>& bytes, std::uint64_t value, int byteCount);

}  // namespace scotopic
