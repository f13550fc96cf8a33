// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace scotopic {

/// Calls `work(begin, end)` for bands of rows that together are [0, rowCount): two at once where that pays.
/// Throws what `work` throws, once both have ended.
void forRowBands(int rowCount, const std::function<void(int begin, int end)>& work);

}  // namespace scotopic
