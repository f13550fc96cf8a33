// SPDX-License-Identifier: MIT
#include "core/base/start_threads.h"

#include <system_error>

namespace scotopic {

std::vector<std::jthread> startThreads(int count, const std::function<void()>& work)
{
    std::vector<std::jthread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    try {
        for (int i = 0; i < count; ++i) {
            threads.emplace_back(work);
        }
    } catch (const std::system_error&) {
        // A limit on processes, as containers have: those that were started do the work.
    }
    return threads;
}

}  // namespace scotopic
