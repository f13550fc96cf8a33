// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"

#include <QString>

namespace scotopic {

/// Core's words for an amplification with the decimal sign of the person's language: "x12.5 (+3.6 EV)".
[[nodiscard]] QString textOf(ExposureRatio ratio);
/// "x12.5"
[[nodiscard]] QString shortTextOf(ExposureRatio ratio);

}  // namespace scotopic
