// SPDX-License-Identifier: MIT
#include "core/raw/row_bands.h"

#include <thread>

namespace scotopic {

void forRowBands(int rowCount, const std::function<void(int, int)>& work)
{
    constexpr int kLeastRowsWorthAThread = 256;
    if (rowCount < kLeastRowsWorthAThread) {
        work(0, rowCount);
        return;
    }
    const int half = rowCount / 2;
    const std::jthread second(work, half, rowCount);
    work(0, half);
}

}  // namespace scotopic
