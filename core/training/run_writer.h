// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: everything that a training process writes into its run.
#include "core/training/checkpoint.h"
#include "core/training/event_file.h"
#include "core/training/run_folder.h"
#include "core/training/run_tables.h"
#include "core/training/samples.h"

#include <filesystem>
#include <vector>

namespace scotopic {

class RunWriter {
public:
    /// Continues after `lastStep` steps in `epoch`; step 0 begins anew.
    RunWriter(RunFolder& run, long lastStep, int epoch);

    void add(const StepRow& row);
    void add(const EpochRow& row);
    /// samples/epoch-0010-NAME.png and the same for TensorBoard; the files' names.
    std::vector<std::filesystem::path> addSamples(const EpochRow& epoch, const std::vector<SamplePicture>& samples,
                                                  const WritePicture& write);
    /// The tables first, so that no checkpoint is ahead of them. `provenStep`: see scotopic::writeCheckpoint().
    void writeCheckpoint(const Checkpoint& checkpoint, long provenStep);
    void writeRecord(const RunRecord& record) { m_run.write(record); }
    [[nodiscard]] const RunPaths& paths() const { return m_run.paths(); }

private:
    RunFolder& m_run;
    RunTables m_tables;
    EventFile m_events;
};

}  // namespace scotopic
