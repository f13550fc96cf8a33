// SPDX-License-Identifier: MIT
#pragma once

// What the processes of a run have to know of each other beyond gradients.
#include <vector>

namespace scotopic {

class GradientExchange;

/// Each value's sum over all processes, as float32; the values themselves for a single process (no exchange). Throws
/// DeviceFailed.
[[nodiscard]] std::vector<double> sumsOverProcesses(GradientExchange* exchange, const std::vector<double>& values);
/// Whether it holds in any process.
[[nodiscard]] bool holdsAnywhere(GradientExchange* exchange, bool here);

}  // namespace scotopic
