// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace scotopic {

/// How much of a file's start tells what it is.
inline constexpr std::size_t kFileKindBytes = 1024;

/// What a file that is no model is, by its first bytes, and what helps: a predicate such as "is compressed by gzip;
/// ...". Downloads that gave a web page or a pointer, packed files, other programs' networks, pictures. `file` gives
/// its extension alone.
[[nodiscard]] std::string notAModelBecause(std::span<const std::byte> head, const std::filesystem::path& file);

}  // namespace scotopic
