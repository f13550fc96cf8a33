// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace scotopic {

/// The ICC profile that says "sRGB", as it is embedded in files.
[[nodiscard]] std::vector<unsigned char> srgbIccProfile();

}  // namespace scotopic
