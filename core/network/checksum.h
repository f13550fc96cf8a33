// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace scotopic {

/// CRC-32 of zip files (polynomial 0x04C11DB7).
[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes);
/// CRC-32C (Castagnoli, 0x1EDC6F41), which TensorFlow's files carry.
[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes);

}  // namespace scotopic
