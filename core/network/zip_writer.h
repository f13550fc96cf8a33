// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/byte_writer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace scotopic {

/// A zip file of uncompressed entries below 4 GiB, kept as the parts it consists of: weights are not copied again.
class ZipWriter {
public:
    void add(const std::string& name, std::vector<std::byte> content);
    /// The whole file, part after part. The writer is used up.
    [[nodiscard]] std::vector<std::vector<std::byte>> finish();

private:
    void addToDirectory(const std::string& name, std::uint32_t crc, std::size_t contentBytes);
    void append(std::vector<std::byte> part);

    std::vector<std::vector<std::byte>> m_parts;
    ByteWriter m_directory;
    std::uint16_t m_entryCount = 0;
    std::size_t m_bytes = 0;
};

}  // namespace scotopic
