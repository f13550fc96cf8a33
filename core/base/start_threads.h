// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: helper threads of what runs in parallel.
#include <functional>
#include <thread>
#include <vector>

namespace scotopic {

/// Threads that run `work`, which must not throw and outlives them: `count`, or fewer where the system gives no more.
[[nodiscard]] std::vector<std::jthread> startThreads(int count, const std::function<void()>& work);

}  // namespace scotopic
