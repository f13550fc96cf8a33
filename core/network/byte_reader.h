// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace scotopic {

static_assert(std::endian::native == std::endian::little, "every format read here is little-endian");

/// A walk through bytes of unknown origin that cannot leave them: at their end everything throws CorruptInput
/// (without a file's name; whoever knows the file adds it).
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }

    std::span<const std::byte> take(std::uint64_t count);
    std::string_view takeText(std::uint64_t count);
    std::string_view takeLine();  // without its '\n'
    /// Unsigned and signed integers and floats, little-endian.
    template <class Number>
    Number take()
    {
        Number number;
        std::memcpy(&number, take(sizeof number).data(), sizeof number);
        return number;
    }
    /// Protocol-buffer and LevelDB variable-length integer.
    std::uint64_t takeVarint();

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0;
};

/// `count` bytes at `offset`; throws CorruptInput when they are not all there.
[[nodiscard]] std::span<const std::byte> slice(std::span<const std::byte> bytes, std::uint64_t offset,
                                               std::uint64_t count);

}  // namespace scotopic
