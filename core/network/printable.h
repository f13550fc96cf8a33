// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace scotopic {

/// A name from a file of unknown origin, fit to be shown: shortened, and without control characters, which a
/// terminal might obey.
[[nodiscard]] std::string printable(std::string_view name);

}  // namespace scotopic
