// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/report.h"

#include <string>

namespace scotopic::cli {

/// What the terminal shows of a report: for each protocol what it means, means and paired differences.
[[nodiscard]] std::string reportText(const Report& report);
/// The caller's part of a report's facts: version and time of now, exclusions with their reasons.
[[nodiscard]] ReportFacts reportFacts(const std::string& title, const std::string& dataRoot,
                                      const Exclusions& exclusions);

}  // namespace scotopic::cli
