// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace scotopic {

/// The bytes of a model file, shared by the tensors that are read from it later.
using FileBytes = std::shared_ptr<const std::vector<std::byte>>;

/// Throws UnreadableInput, or UnsupportedInput for a file larger than `mostBytes`, by default 4 GiB: far larger than
/// any network of ours.
[[nodiscard]] FileBytes readWholeFile(const std::filesystem::path& file,
                                      std::uintmax_t mostBytes = std::uintmax_t{4} << 30U);

}  // namespace scotopic
