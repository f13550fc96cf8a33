// SPDX-License-Identifier: MIT
#include "core/network/printable.h"

namespace scotopic {

std::string printable(std::string_view name)
{
    constexpr std::size_t kLongest = 160;
    std::string text(name.substr(0, kLongest));
    for (char& character : text) {
        if (character < ' ' || character > '~') {
            character = '?';
        }
    }
    return name.size() > kLongest ? text + "..." : text;
}

}  // namespace scotopic
