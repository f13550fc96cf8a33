// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <cstddef>
#include <functional>

namespace scotopic {

/// Tells that another step of the whole work is done; from any thread.
using StepDone = std::function<void()>;
/// Does one task, of those counted from 0; called from several threads at once.
using ParallelTask = std::function<void(std::size_t task, const StepDone& stepDone)>;

struct ParallelOptions {
    std::size_t taskCount = 0;
    int threads = 0;                                     // 0: as many as there are cores
    std::function<void(std::size_t stepsDone)> onSteps;  // on the calling thread, as steps are done; may be none
};

/// Runs every task, those with low numbers first, and comes back when all threads have ended. After a task threw, or
/// the job was cancelled, no further task is begun; then throws what the first task threw, or Cancelled.
void runInParallel(const ParallelOptions& options, const ParallelTask& task, const JobContext& context);

}  // namespace scotopic
