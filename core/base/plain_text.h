// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace scotopic {

/// `text` with '?' for each control character: C0 and DEL, C1 (U+0080 to U+009F), line and paragraph separators, and
/// the characters that turn or hide the direction of writing (U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069).
/// What a file says may then stand on a terminal or a label. Bytes that are no UTF-8 become '?' too.
[[nodiscard]] std::string withoutControls(std::string_view text);

}  // namespace scotopic
