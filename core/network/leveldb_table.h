// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace scotopic {

/// All keys and values of a sorted table in LevelDB's file format, which TensorFlow's checkpoint index is in. Checks
/// the checksums. Throws UnsupportedInput (not such a table, compressed blocks) and CorruptInput, without the name.
[[nodiscard]] std::map<std::string, std::string> readLeveldbTable(std::span<const std::byte> file);

/// LevelDB and TensorFlow store checksums scrambled, so that a checksum of checksums is not degenerate.
[[nodiscard]] std::uint32_t unmaskedCrc(std::uint32_t masked);

}  // namespace scotopic
