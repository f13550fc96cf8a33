// SPDX-License-Identifier: MIT
#include "core/raw/row_bands.h"

#include <future>

namespace scotopic {

void forRowBands(int rowCount, const std::function<void(int, int)>& work)
{
    constexpr int kLeastRowsWorthAThread = 256;
    if (rowCount < kLeastRowsWorthAThread) {
        work(0, rowCount);
        return;
    }
    const int half = rowCount / 2;
    std::future<void> second = std::async(std::launch::async, work, half, rowCount);  // joins when it goes out of scope
    work(0, half);
    second.get();
}

}  // namespace scotopic
