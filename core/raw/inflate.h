// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace scotopic {

/// Unpacks zlib's format until `target` is full. False where the data are damaged or give fewer bytes.
[[nodiscard]] bool inflateInto(std::string_view packed, std::span<unsigned char> target);

}  // namespace scotopic
