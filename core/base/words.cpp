// SPDX-License-Identifier: MIT
#include "core/base/words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace scotopic {

namespace {

struct Character {
    std::uint32_t codePoint = 0;
    std::size_t bytes = 0;  // 0: what stands there is not UTF-8
};

/// The character at the front, as RFC 3629 has it: no overlong forms, no surrogates.
Character firstOf(std::string_view text)
{
    const auto byteAt = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byteAt(0);
    const std::size_t length = lead < 0x80U   ? 1
                               : lead < 0xC2U ? 0
                               : lead < 0xE0U ? 2
                               : lead < 0xF0U ? 3
                               : lead < 0xF5U ? 4
                                              : 0;
    if (length == 0 || length > text.size()) {
        return {};
    }
    constexpr std::uint32_t kLeadBits[] = {0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t codePoint = lead & kLeadBits[length - 1];
    for (std::size_t i = 1; i < length; ++i) {
        if ((byteAt(i) & 0xC0U) != 0x80U) {
            return {};
        }
        codePoint = codePoint << 6U | (byteAt(i) & 0x3FU);
    }
    const bool isOverlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
    const bool isSurrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return isOverlong || isSurrogate || codePoint > 0x10FFFF ? Character{} : Character{codePoint, length};
}

/// Unicode's Cc, Zl, Zp, and of Cf what changes the order in which characters are shown.
bool isControl(std::uint32_t codePoint)
{
    return codePoint < 0x20 || (codePoint >= 0x7F && codePoint <= 0x9F) || codePoint == 0x61C || codePoint == 0x200E
           || codePoint == 0x200F || (codePoint >= 0x2028 && codePoint <= 0x202E)
           || (codePoint >= 0x2066 && codePoint <= 0x2069) || codePoint == 0xFEFF;
}

}  // namespace

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string printable(const std::string& text)
{
    std::string clean;
    clean.reserve(text.size());
    for (std::string_view rest = text; !rest.empty();) {
        const Character character = firstOf(rest);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        clean += character.bytes == 0 || isControl(character.codePoint) ? std::string_view("?") : rest.substr(0, bytes);
        rest.remove_prefix(bytes);
    }
    return clean;
}

}  // namespace scotopic
