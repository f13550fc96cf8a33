// SPDX-License-Identifier: MIT
#include "core/metrics/row_sums.h"

#include "core/base/parallel.h"

#include <array>

namespace scotopic {

double sumOverRowBands(int rowCount, const std::function<double(int, int)>& sumOf)
{
    constexpr int kLeastRowsWorthAThread = 128;
    if (rowCount < kLeastRowsWorthAThread) {
        return sumOf(0, rowCount);
    }
    const std::array<int, 3> edges{0, rowCount / 2, rowCount};
    std::array<double, 2> sums{};
    runInParallel({.taskCount = sums.size()},
                  [&](std::size_t band, const JobContext&, const StepDone&) {
                      sums.at(band) = sumOf(edges.at(band), edges.at(band + 1));
                  },
                  {});
    return sums[0] + sums[1];
}

}  // namespace scotopic
