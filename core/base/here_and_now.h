// SPDX-License-Identifier: MIT
#pragma once

// What records of runs and results say of their making.
#include <string>

namespace scotopic {

/// ISO 8601, to the second: "2024-06-07T08:09:10Z".
[[nodiscard]] std::string utcNow();
/// This machine's name, or "unknown".
[[nodiscard]] std::string hostName();

}  // namespace scotopic
