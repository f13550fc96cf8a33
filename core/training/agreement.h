// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

// What the processes of a run have to know of each other beyond gradients.

class GradientExchange;

/// The mean over all processes; `value` itself for a single process (no exchange). Throws DeviceFailed.
[[nodiscard]] double meanOverProcesses(GradientExchange* exchange, double value);
/// Whether it holds in any process.
[[nodiscard]] bool holdsAnywhere(GradientExchange* exchange, bool here);

}  // namespace scotopic
