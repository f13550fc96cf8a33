// SPDX-License-Identifier: MIT
#include "core/network/byte_reader.h"

#include "core/base/error.h"

namespace scotopic {

std::span<const std::byte> slice(std::span<const std::byte> bytes, std::uint64_t offset, std::uint64_t count)
{
    if (offset > bytes.size() || count > bytes.size() - offset) {
        throw CorruptInput("is truncated or damaged");
    }
    return bytes.subspan(offset, count);
}

std::span<const std::byte> ByteReader::take(std::uint64_t count)
{
    const std::span<const std::byte> taken = slice(m_bytes, m_position, count);
    m_position += taken.size();
    return taken;
}

std::string_view ByteReader::takeText(std::uint64_t count)
{
    const std::span<const std::byte> taken = take(count);
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

std::string_view ByteReader::takeLine()
{
    const std::string_view rest(reinterpret_cast<const char*>(m_bytes.data()) + m_position, remaining());
    const std::string_view line = takeText(rest.find('\n'));  // npos is longer than anything and throws
    m_position += 1;
    return line;
}

std::uint64_t ByteReader::takeVarint()
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const auto byte = take<std::uint8_t>();
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80U) {
            return value;
        }
    }
    throw CorruptInput("is damaged: a number is too long");
}

}  // namespace scotopic
