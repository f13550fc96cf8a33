// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: the best epoch in JSON, which has no word for the infinite PSNR of two equal pictures; null
// where none has been scored.
#include "core/training/run_record.h"

#include <cmath>
#include <limits>

namespace scotopic {

template <typename Json>
[[nodiscard]] Json bestJson(const std::optional<BestEpoch>& best)
{
    if (!best) {
        return nullptr;
    }
    return {{"epoch", best->epoch}, {"psnrDb", std::isinf(best->psnrDb) ? Json("infinity") : Json(best->psnrDb)}};
}

template <typename Json>
[[nodiscard]] std::optional<BestEpoch> bestFrom(const Json& json)
{
    if (json.is_null()) {
        return std::nullopt;
    }
    const Json& psnr = json.at("psnrDb");
    return BestEpoch{json.at("epoch").template get<int>(),
                     psnr == "infinity" ? std::numeric_limits<double>::infinity() : psnr.template get<double>()};
}

}  // namespace scotopic
