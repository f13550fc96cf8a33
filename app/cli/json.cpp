// SPDX-License-Identifier: MIT
#include "app/cli/json.h"

#include <array>
#include <charconv>

namespace scotopic::cli {

Json jsonNumber(float value)
{
    std::array<char, 64> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
    return Json::parse(text.data(), written.ptr, nullptr, /*allow_exceptions=*/false);
}

}  // namespace scotopic::cli
