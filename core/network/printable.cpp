// SPDX-License-Identifier: MIT
#include "core/network/printable.h"

#include "core/base/plain_text.h"

namespace scotopic {

std::string printable(std::string_view name)
{
    constexpr std::size_t kLongest = 160;
    std::size_t length = 0;
    while (length < name.size() && length < kLongest) {
        length += firstCharacter(name.substr(length)).size();
    }
    return withoutControls(name.substr(0, length)) + (length < name.size() ? "..." : "");
}

}  // namespace scotopic
