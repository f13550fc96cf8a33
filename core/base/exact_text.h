// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <charconv>
#include <string>

namespace scotopic {

/// The shortest decimal number, without an exponent, that reads back as the same `value`, whatever the locale.
[[nodiscard]] inline std::string exactText(float value)
{
    std::array<char, 64> text{};  // the largest float takes 39 digits, the smallest fewer than 50
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
    return {text.data(), end};
}

}  // namespace scotopic
