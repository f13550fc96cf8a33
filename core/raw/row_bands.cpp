// SPDX-License-Identifier: MIT
#include "core/raw/row_bands.h"

#include "core/base/parallel.h"

#include <algorithm>

namespace scotopic {

void forRowBands(int rowCount, const std::function<void(int, int)>& work)
{
    constexpr int kRowsWorthAThread = 128;
    constexpr int kMostBands = 64;
    const int bands = std::clamp(rowCount / kRowsWorthAThread, 1, kMostBands);
    const auto rowOf = [&](std::size_t band) {
        return static_cast<int>(static_cast<std::size_t>(rowCount) * band / static_cast<std::size_t>(bands));
    };
    runInParallel({.taskCount = static_cast<std::size_t>(bands)},
                  [&](std::size_t band, const JobContext&, const StepDone&) { work(rowOf(band), rowOf(band + 1)); },
                  {});
}

}  // namespace scotopic
