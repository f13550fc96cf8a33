// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace scotopic {

/// "512 MiB", "1.25 GiB".
[[nodiscard]] std::string bytesText(std::uint64_t bytes);

}  // namespace scotopic
