// SPDX-License-Identifier: MIT
#include "core/metrics/row_sums.h"

#include <future>

namespace scotopic {

double sumOverRowBands(int rowCount, const std::function<double(int, int)>& sumOf)
{
    constexpr int kLeastRowsWorthAThread = 128;
    if (rowCount < kLeastRowsWorthAThread) {
        return sumOf(0, rowCount);
    }
    const int half = rowCount / 2;
    std::future<double> second = std::async(std::launch::async, sumOf, half, rowCount);
    const double first = sumOf(0, half);
    return first + second.get();
}

}  // namespace scotopic
