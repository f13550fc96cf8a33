// SPDX-License-Identifier: MIT
#include "core/base/plain_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace scotopic {

namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;  // 0: no UTF-8
};

Character characterAt(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t bytes = lead < 0x80                   ? 1
                              : lead >= 0xC2 && lead < 0xE0 ? 2
                              : lead >= 0xE0 && lead < 0xF0 ? 3
                              : lead >= 0xF0 && lead < 0xF5 ? 4
                                                            : 0;
    if (bytes == 0 || text.size() < bytes) {
        return {};
    }
    std::uint32_t code = bytes == 1 ? lead : lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        code = code << 6U | (next & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};  // shorter forms are not UTF-8
    const bool isSurrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < kLeast[bytes] || isSurrogate || code > 0x10FFFF ? Character{} : Character{code, bytes};
}

bool isControl(std::uint32_t code)
{
    const auto lies = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
    return code < 0x20 || lies(0x7F, 0x9F) || lies(0x200E, 0x200F) || lies(0x2028, 0x202E) || lies(0x2066, 0x2069)
           || code == 0x061C;
}

}  // namespace

std::string withoutControls(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        const Character character = characterAt(text);
        if (character.bytes == 0 || isControl(character.code)) {
            plain += '?';
        } else {
            plain += text.substr(0, character.bytes);
        }
        text.remove_prefix(character.bytes == 0 ? 1 : character.bytes);
    }
    return plain;
}

std::string_view firstCharacter(std::string_view text)
{
    return text.substr(0, std::max<std::size_t>(characterAt(text).bytes, 1));
}

std::string withControlsEscaped(std::string_view json)
{
    std::string escaped;
    escaped.reserve(json.size());
    while (!json.empty()) {
        const Character character = characterAt(json);
        const std::size_t bytes = character.bytes == 0 ? 1 : character.bytes;
        // Those below 0x20 JSON escapes itself; all others are in the Basic Multilingual Plane.
        if (character.bytes == 0 || character.code < 0x20 || !isControl(character.code)) {
            escaped += json.substr(0, bytes);
        } else {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(character.code) & 0xFFFFU);
            escaped += escape.data();
        }
        json.remove_prefix(bytes);
    }
    return escaped;
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

}  // namespace scotopic
