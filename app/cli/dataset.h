// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace scotopic::cli {

// The parts of `scotopic-cli dataset`; `dataset` is that command.
void addDatasetScan(CLI::App& dataset, Action& chosen);
void addDatasetCache(CLI::App& dataset, Action& chosen);
void addDatasetCheck(CLI::App& dataset, Action& chosen);
void addDatasetSynthesize(CLI::App& dataset, Action& chosen);

}  // namespace scotopic::cli
