// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "core/dataset/synthesize_plan.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic::cli {

// The parts of `scotopic-cli dataset`; `dataset` is that command.
void addDatasetScan(CLI::App& dataset, Action& chosen);
void addDatasetCache(CLI::App& dataset, Action& chosen);
void addDatasetCheck(CLI::App& dataset, Action& chosen);
void addDatasetSynthesize(CLI::App& dataset, Action& chosen);
void addDatasetClean(CLI::App& dataset, Action& chosen);

/// The files that examples are made from, as positional arguments.
void addSources(CLI::App& command, std::vector<std::filesystem::path>& sources);
/// "0.7,0.1,0.2" for train, validation and test; throws InvalidArgument.
[[nodiscard]] SplitShares parseSplits(const std::string& word);

}  // namespace scotopic::cli
