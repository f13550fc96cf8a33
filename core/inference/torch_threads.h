// SPDX-License-Identifier: MIT
#pragma once

// Private to this room and training.
#include "core/base/threads.h"

#include <ATen/Parallel.h>

#include <omp.h>

namespace scotopic {

/// Before LibTorch computes on a thread: as many threads as that one's job has. LibTorch asks OpenMP, which counts for
/// each calling thread; its own setting is one of the whole process, which it applies when a thread first asks.
inline void letTorchFollowThreadCount()
{
    static_cast<void>(at::get_num_threads());
    omp_set_num_threads(threadCount());
}

}  // namespace scotopic
