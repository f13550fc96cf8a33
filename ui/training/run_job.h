// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/training/run_record.h"
#include "ui/recipe/new_run.h"

#include <QString>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>

namespace scotopic {

/// What the window may ask a run that is training; from any thread.
struct RunWishes {
    std::atomic<bool> stopsAfterEpoch = false;  // a checkpoint, then paused
    std::atomic<bool> endsForGood = false;      // when it stops: as finishRun()
};

/// How far a run has come, as its worker's thread knows it first.
struct RunCourse {
    std::atomic<bool> hasBegun = false;
    QString failure;  // a sentence, also of a run that was asked to stop; read when the job has ended
};

/// What a run tells the window while it goes.
struct RunNews {
    QString note;  // a sentence about data that is left out, memory that is short …; empty: it has begun
};

// For a worker's thread.
/// Makes the folder of a run that begins when it is its turn: from then on nothing of it is lost. Throws OutputFailed.
void planRun(const NewRun& run);
/// Begins the planned run in `folder` or goes on with the one there, to its end. Where it is stopped, by the context or
/// by a wish, it throws Cancelled with the run paused. Throws what openStudyData() and train() do.
RunRecord trainRun(const std::filesystem::path& folder, const std::shared_ptr<const RunWishes>& wishes,
                   const std::function<void(RunNews)>& tell, const JobContext& context);
/// Ends a paused run for good, as if its epochs were done. Throws as RunFolder::resume() does.
void finishRun(const std::filesystem::path& folder);

}  // namespace scotopic
