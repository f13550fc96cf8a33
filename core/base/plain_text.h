// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace scotopic {

/// `text` with '?' for each control character: C0 and DEL, C1 (U+0080 to U+009F), line and paragraph separators, and
/// the characters that turn or hide the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to
/// U+2069). What a file says may then stand on a terminal or a label. Bytes that are no UTF-8 become '?' too.
[[nodiscard]] std::string withoutControls(std::string_view text);

/// The character that `text`, which is not empty, begins with in UTF-8; its first byte where it is none.
[[nodiscard]] std::string_view firstCharacter(std::string_view text);

/// JSON text that says the same, with those characters that JSON lets stand in its texts written as \u009b. Bytes that
/// are no UTF-8 stay.
[[nodiscard]] std::string withControlsEscaped(std::string_view json);

/// The letters A to Z as a to z; every other byte as it is.
[[nodiscard]] std::string lowerCase(std::string text);

}  // namespace scotopic
