// SPDX-License-Identifier: MIT
#include "core/base/bytes_text.h"

#include <array>
#include <cstdio>

namespace scotopic {

std::string bytesText(std::uint64_t bytes)
{
    std::array<char, 48> text{};
    const double mib = static_cast<double>(bytes) / (1024.0 * 1024.0);
    std::snprintf(text.data(), text.size(), mib < 1000 ? "%.0f MiB" : "%.2f GiB", mib < 1000 ? mib : mib / 1024);
    return text.data();
}

}  // namespace scotopic
