// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"

namespace scotopic::cli {

/// `scotopic-cli model recalibrate`; `model` is the command above it.
void addModelRecalibrate(CLI::App& model, Action& chosen);

}  // namespace scotopic::cli
