// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/json.h"
#include "core/network/import_model.h"

#include <filesystem>
#include <string>

namespace scotopic::cli {

[[nodiscard]] std::string toText(const OpenedModel& opened, const std::filesystem::path& file);
[[nodiscard]] Json toJson(const OpenedModel& opened, const std::filesystem::path& file);
[[nodiscard]] std::string toText(const ImportReport& report);
[[nodiscard]] Json toJson(const ImportReport& report);

}  // namespace scotopic::cli
