// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/json.h"
#include "core/network/import_model.h"

#include <filesystem>
#include <optional>
#include <string>

namespace scotopic::cli {

/// A model, and how it was read when the file is not one of ours.
struct OpenedModel {
    std::filesystem::path file;
    Model model;
    std::optional<ImportReport> report;
};

/// Reads our own model files, and those of other programs. Throws as readModelFile() and importModel() do.
[[nodiscard]] OpenedModel openModel(const std::filesystem::path& file);

[[nodiscard]] std::string toText(const OpenedModel& opened);
[[nodiscard]] Json toJson(const OpenedModel& opened);
[[nodiscard]] std::string toText(const ImportReport& report);
[[nodiscard]] Json toJson(const ImportReport& report);

}  // namespace scotopic::cli
