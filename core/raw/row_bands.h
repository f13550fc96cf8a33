// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace scotopic {

/// Calls `work(begin, end)` for bands of rows that together are [0, rowCount), as many at once as pays and as
/// threadCount() allows (core/base/threads.h). Bands depend on nothing but rowCount.
/// Throws what `work` throws, once all have ended.
void forRowBands(int rowCount, const std::function<void(int begin, int end)>& work);

}  // namespace scotopic
