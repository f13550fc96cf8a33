// SPDX-License-Identifier: MIT
#pragma once

// What commands that train say on the way.
#include "app/cli/console.h"
#include "core/training/train.h"

#include <functional>
#include <string>

namespace scotopic::cli {

/// Lines about the run and its scored epochs go to `say`, notes to the console; pictures are written where the build
/// has codecs. Both have to outlive it.
[[nodiscard]] TrainingListener trainingListener(Console& console, std::function<void(const std::string&)> say);
/// Of a process that writes nothing: what it leaves out, with its rank.
[[nodiscard]] TrainingListener followerListener(Console& console, const GradientExchange& exchange);

/// Where the time and the memory of a run went.
[[nodiscard]] std::string truthText(const RunRecord& record);

}  // namespace scotopic::cli
