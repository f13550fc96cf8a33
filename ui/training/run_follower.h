// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/run_tail.h"
#include "ui/charts/chart_board.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace scotopic {

/// What a run is drawn by: loss, PSNR and SSIM in validation, learning rate, time a step and memory.
[[nodiscard]] std::vector<ChartSpec> trainingCharts();

/// Draws runs into a board from the tables in their folders, as these grow: those that this program trains, those of
/// other processes, and those that ended long ago.
class RunFollower : public QObject {
    Q_OBJECT
public:
    /// The board and the workers' threads outlive it.
    RunFollower(const Workers& workers, ChartBoard* board, QObject* parent);

    /// In place of what was followed before; the current one is drawn on top. What is followed on stays as it is.
    void follow(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& current);

Q_SIGNALS:
    /// Everything that was in the tables at the last look is drawn.
    void upToDate();
    void failed(const QString& sentence);

private:
    struct Followed {
        std::shared_ptr<RunTail> tail;  // the worker's thread alone uses it
        RunCurves curves;
        bool isNew = true;          // nothing of it is read yet
        bool isUnreadable = false;  // said once
        int pulsesToWait = 0;
    };
    struct Part {
        std::filesystem::path folder;
        std::shared_ptr<RunTail> tail;  // whose growth it is: the run may be followed anew meanwhile
        bool isNew = false;
        RunGrowth growth = {};
        RunCurves curves = {};  // all of the run in place of a growth; empty: none
        QString problem = {};
    };

    void look();
    /// On the worker's thread.
    static void readOn(Part part, const std::function<void(Part)>& send, const JobContext& context);
    void take(const Part& part);
    void draw(const std::filesystem::path& folder, const RunCurves& curves);

    ChartBoard* m_board;
    std::map<std::filesystem::path, Followed> m_runs;
    std::filesystem::path m_current;
    QTimer m_pulse;
    JobRunner m_runner;  // last: its callbacks use the others
};

}  // namespace scotopic
