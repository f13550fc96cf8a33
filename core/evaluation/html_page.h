// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include <string>
#include <string_view>

namespace scotopic {

/// Text as it may stand in an element or a quoted attribute.
[[nodiscard]] std::string escapedForHtml(std::string_view text);
/// The report's style sheet: light and plain around the tables, neutral dark around the pictures.
[[nodiscard]] std::string_view reportStyle();
/// `data:image/jpeg;base64,…`
[[nodiscard]] std::string dataUri(std::string_view mediaType, std::string_view bytes);

}  // namespace scotopic
