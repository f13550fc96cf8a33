// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"
#include "ui/training/run_job.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <memory>
#include <vector>

namespace scotopic {

enum class RunEnd { Finished, Paused, Stopped, Failed };

/// The runs that this program trains: one after the other on the device, in the order in which they were added. What
/// they tell of themselves is in their folders; here is but who waits, who trains and how it ended.
class TrainingQueue : public QObject {
    Q_OBJECT
public:
    /// The workers' threads outlive the queue. Destroying it stops all runs, which write their checkpoints.
    explicit TrainingQueue(const Workers& workers, QObject* parent = nullptr);
    ~TrainingQueue() override;

    /// Of a run that is planned, paused, interrupted, failed or to go on for more epochs. One that is in the queue
    /// stays where it is.
    void add(const std::filesystem::path& folder);
    [[nodiscard]] bool holds(const std::filesystem::path& folder) const { return find(folder) != nullptr; }
    [[nodiscard]] bool isWaiting(const std::filesystem::path& folder) const;
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] std::size_t size() const { return m_items.size(); }

    /// After the step it is at, with a checkpoint; one that waits leaves the queue. `endsForGood`: as finishRun().
    void pause(const std::filesystem::path& folder, bool endsForGood = false);
    /// The one that trains; the next one begins.
    void pauseTraining();
    void pauseAll();
    /// Those that wait leave the queue, the one that trains stops at the end of its epoch.
    void pauseAfterEpoch();
    /// Takes that back, where the epoch has not ended yet.
    void trainOn();

Q_SIGNALS:
    /// Who is in the queue, or who trains.
    void changed();
    void progressed(const QString& folder, const scotopic::Progress& progress);
    void noted(const QString& folder, const QString& sentence);
    /// `reason`: why it failed, a sentence; else empty.
    void ended(const QString& folder, scotopic::RunEnd end, const QString& reason);
    void emptied();

private:
    struct Item {
        std::filesystem::path folder;
        std::shared_ptr<RunWishes> wishes = std::make_shared<RunWishes>();
        JobRunner* runner = nullptr;
        std::shared_ptr<RunCourse> course = std::make_shared<RunCourse>();
        bool isKnownToTrain = false;  // has been told
        RunEnd end = RunEnd::Finished;
        QString reason;
    };

    [[nodiscard]] Item* find(const std::filesystem::path& folder) const;
    void connectRunner(Item& item);
    void take(Item& item, const RunNews& news);
    void leave(Item& item);

    Workers m_workers;
    std::vector<std::unique_ptr<Item>> m_items;
};

}  // namespace scotopic
