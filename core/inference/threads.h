// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

/// Threads that a computation may use: setThreadCount()'s, else all that OpenMP offers. OpenMP counts per calling
/// thread, so engines apply this at each call.
[[nodiscard]] int threadCount();

}  // namespace scotopic
