// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/run_record.h"

#include <QCoreApplication>
#include <QString>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace scotopic {

enum class RunStatus {
    Training,           // here or in another process of this machine
    TrainingElsewhere,  // another machine writes it
    Waiting,            // for the device, in this program's queue
    Paused,
    Interrupted,  // its process was killed or the machine lost power
    Finished,
    Failed,
    Unreadable,
};
[[nodiscard]] QString textOf(RunStatus status);

/// A run of the runs folder as a list shows it.
struct RunInfo {
    std::filesystem::path folder;
    RunStatus status = RunStatus::Unreadable;
    QString reason;                           // why it is in this state, a sentence; may be empty
    std::shared_ptr<const RunRecord> record;  // null when it cannot be read
    int epoch = 0;                            // the last whole one
    long step = 0;
    std::optional<double> lastLoss;
    std::optional<double> remainingSeconds;  // while it trains
    std::optional<double> bestPsnrDb;        // in validation
    bool hasModel = false;                   // its best or its last one

    [[nodiscard]] QString name() const;

    Q_DECLARE_TR_FUNCTIONS(scotopic::RunInfo)
};

/// Reads the runs of a folder again and again, each run.json only where it has changed. One thread at a time.
class RunsReader {
public:
    /// By name; damaged ones too. A folder that is not there has no runs. Throws UnreadableInput when it cannot be
    /// listed.
    [[nodiscard]] std::vector<RunInfo> read(const std::filesystem::path& runsFolder);

private:
    struct Known {
        std::filesystem::file_time_type changedAt;
        std::shared_ptr<const RunRecord> record;
        QString problem;
    };
    [[nodiscard]] const Known& recordOf(const std::filesystem::path& folder);
    [[nodiscard]] RunInfo infoOf(const std::filesystem::path& folder);

    std::map<std::filesystem::path, Known> m_known;
};

/// The files of a run's best model in validation and of its last one, as far as they are there.
[[nodiscard]] std::vector<std::filesystem::path> modelsOf(const std::filesystem::path& run);
/// Where runs are kept unless one says otherwise: among the program's own files.
[[nodiscard]] std::filesystem::path defaultRunsFolder();

}  // namespace scotopic
