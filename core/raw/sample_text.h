// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace scotopic {

/// Letters of 5 x 7 cells, 6 cells apart.
inline constexpr int kLetterRows = 7;
inline constexpr int kLetterAdvance = 6;

/// Whether a line of text has ink in the cell. Capitals, digits, space and ".-/:" only; anything else is blank.
[[nodiscard]] bool hasInk(std::string_view line, int column, int row);

}  // namespace scotopic
