// SPDX-License-Identifier: MIT
#include "app/cli/npy.h"

#include <array>
#include <bit>
#include <span>
#include <string>

namespace scotopic::cli {

namespace {

constexpr std::size_t kHeaderAlignment = 64;

/// Magic, version 1.0, length of the dictionary in little-endian 16 bit, the dictionary padded with spaces.
std::string npyHeader(const Planes& planes)
{
    static_assert(std::endian::native == std::endian::little, "the dictionary below says '<f4'");
    const std::string shape =
        std::to_string(planes.planes) + ", " + std::to_string(planes.height) + ", " + std::to_string(planes.width);
    std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
    std::string header("\x93NUMPY\x01\x00", 8);
    const std::size_t unpadded = header.size() + 2 + dictionary.size() + 1;
    dictionary.append((kHeaderAlignment - unpadded % kHeaderAlignment) % kHeaderAlignment, ' ');
    dictionary += '\n';
    header += static_cast<char>(dictionary.size() & 255U);
    header += static_cast<char>(dictionary.size() >> 8U);
    return header + dictionary;
}

}  // namespace

void writeNpy(const std::filesystem::path& file, const Planes& planes, IfExists ifExists)
{
    const std::string header = npyHeader(planes);
    const std::array<std::span<const std::byte>, 2> parts{std::as_bytes(std::span(header)),
                                                          std::as_bytes(std::span(planes.values))};
    writeAtomically(file, ifExists, [&](const std::filesystem::path& temporary) { writeBytes(temporary, parts); });
}

}  // namespace scotopic::cli
