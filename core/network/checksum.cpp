// SPDX-License-Identifier: MIT
#include "core/network/checksum.h"

#include "core/network/byte_reader.h"

#include <array>

namespace scotopic {

namespace {

/// Tables for eight bytes a step ("slicing by 8", Kounavis and Berry 2008): weights are tens of megabytes.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr Tables makeTables(std::uint32_t reversedPolynomial)
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? reversedPolynomial : 0U);
        }
        tables[0][byte] = crc;
    }
    for (std::size_t table = 1; table < tables.size(); ++table) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t previous = tables[table - 1][byte];
            tables[table][byte] = (previous >> 8U) ^ tables[0][previous & 0xFFU];
        }
    }
    return tables;
}

std::uint32_t checksum(std::span<const std::byte> bytes, const Tables& tables)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    ByteReader reader(bytes);
    while (reader.remaining() >= 8) {
        const std::uint64_t next = reader.take<std::uint64_t>() ^ crc;
        crc = 0;
        for (std::size_t byte = 0; byte < 8; ++byte) {
            crc ^= tables[7 - byte][(next >> (8 * byte)) & 0xFFU];
        }
    }
    while (reader.remaining() > 0) {
        crc = (crc >> 8U) ^ tables[0][(crc ^ reader.take<std::uint8_t>()) & 0xFFU];
    }
    return ~crc;
}

constexpr Tables kZipTables = makeTables(0xEDB88320U);
constexpr Tables kCastagnoliTables = makeTables(0x82F63B78U);

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes)
{
    return checksum(bytes, kZipTables);
}

std::uint32_t crc32c(std::span<const std::byte> bytes)
{
    return checksum(bytes, kCastagnoliTables);
}

}  // namespace scotopic
