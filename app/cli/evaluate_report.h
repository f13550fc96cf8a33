// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/report.h"

#include <string>

namespace scotopic::cli {

/// What the terminal shows of a report: for each protocol what it means, means and paired differences.
[[nodiscard]] std::string reportText(const Report& report);

}  // namespace scotopic::cli
