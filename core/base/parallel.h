// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"

#include <cstddef>
#include <functional>

namespace scotopic {

/// Tells that another step of the whole work is done; from within a task.
using StepDone = std::function<void()>;

/// Does one task, of those counted from 0; called from several threads at once. `own` is the job as the task may see
/// it: cancelled with the job, and as soon as another task has failed; with the task's share of the job's threads; it
/// reports to nobody and lets nobody go first.
using ParallelTask = std::function<void(std::size_t task, const JobContext& own, const StepDone& stepDone)>;

struct ParallelOptions {
    std::size_t taskCount = 0;
    int mostThreads = 0;                                      // at most so many of the job's; 0: all of them
    std::function<void(std::size_t stepsDone)> onSteps = {};  // on the calling thread, as steps are done; may be none
};

/// The one way to work on several things at once: runs every task, those with low numbers first, on as many threads as
/// the job has, and comes back when all have ended. After steps the calling thread, and no other, is told of them and
/// hands over (JobContext::handOver()); no task is begun meanwhile. With one thread, and without `onSteps`, it works
/// itself.
/// After a task, `onSteps` or handing over threw, or the job was cancelled, no further task is begun; then throws what
/// came first, or Cancelled. Where the system has no more threads to give, fewer do the work.
void runInParallel(const ParallelOptions& options, const ParallelTask& task, const JobContext& context);

}  // namespace scotopic
