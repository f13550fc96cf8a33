// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/plain_text.h"

#include <nlohmann/json.hpp>
#include <string>

namespace scotopic::cli {

/// Keys stay in the order they are written in.
using Json = nlohmann::ordered_json;

/// The shortest number that reads back as this float: 0.1, not 0.10000000149; 512, not 512.0.
[[nodiscard]] Json jsonNumber(float value);

/// The whole value on one line. Bytes that are not UTF-8, e.g. of a file's name, become U+FFFD; what moves a terminal
/// is escaped.
[[nodiscard]] inline std::string jsonLine(const Json& json)
{
    return withControlsEscaped(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// Indented, for one large object.
[[nodiscard]] inline std::string jsonText(const Json& json)
{
    return withControlsEscaped(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace scotopic::cli
