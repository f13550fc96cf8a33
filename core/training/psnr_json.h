// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: PSNR in JSON, which has no word for the infinity of two equal pictures.
#include <cmath>
#include <limits>

namespace scotopic {

template <typename Json>
[[nodiscard]] Json psnrJson(double psnrDb)
{
    return std::isinf(psnrDb) ? Json("infinity") : Json(psnrDb);
}

template <typename Json>
[[nodiscard]] double psnrFrom(const Json& json)
{
    return json == "infinity" ? std::numeric_limits<double>::infinity() : json.template get<double>();
}

}  // namespace scotopic
