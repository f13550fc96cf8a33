// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include <functional>

namespace scotopic {

/// The sum of `sumOf(begin, end)` over bands of rows that together are [0, rowCount): two at once where that pays
/// and threadCount() allows it (core/base/threads.h).
/// The bands, and so the rounding of the sum, depend on nothing but rowCount.
[[nodiscard]] double sumOverRowBands(int rowCount, const std::function<double(int begin, int end)>& sumOf);

}  // namespace scotopic
