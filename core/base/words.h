// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace scotopic {

/// The letters A to Z as a to z; every other byte as it is.
[[nodiscard]] std::string lowerCase(std::string text);

/// What may be shown in one line of a terminal or a label: control characters (also those of Latin-1 and the marks
/// that turn the direction of writing), line ends and bytes that are not UTF-8 become '?'. For whatever a file says,
/// and for its name.
[[nodiscard]] std::string printable(const std::string& text);

}  // namespace scotopic
