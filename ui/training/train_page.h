// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/photo.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_table_model.h"
#include "ui/training/training_queue.h"

#include <QSet>
#include <QSettings>
#include <QTimer>
#include <QWidget>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabWidget;
class QTableView;
QT_END_NAMESPACE

namespace scotopic {

class BusyBar;
class ChartBoard;
class EpochPictures;
class MessageBanner;
class RunDetails;
class RunFollower;
class RunNotice;

/// Starts training runs, shows how they go, and looks after those that are there. Every failure is a sentence in the
/// banner.
class TrainPage : public QWidget {
    Q_OBJECT
public:
    /// `settings` and the workers' threads outlive the page.
    TrainPage(const Workers& workers, QSettings& settings, QWidget* parent = nullptr);
    ~TrainPage() override;

    /// Plans the run and puts it into the queue.
    void begin(const NewRun& run);
    void openRunsFolder(const std::filesystem::path& folder);
    [[nodiscard]] const std::filesystem::path& runsFolder() const { return m_folder; }
    void choose(const std::filesystem::path& run);
    /// Null where none is chosen.
    [[nodiscard]] const RunInfo* chosen() const;
    void rename(const std::filesystem::path& run, const QString& name);
    void moveToTrash(const std::filesystem::path& run);
    /// With as many epochs in all; none: as its recipe says.
    void resume(const std::filesystem::path& run, std::optional<int> epochs = std::nullopt);
    /// What the scrubber shows; null: no photo.
    void setPhoto(std::shared_ptr<const Photo> photo, ExposureRatio ratio);

    [[nodiscard]] bool isTraining() const { return !m_queue->isEmpty(); }
    [[nodiscard]] TrainingQueue& queue() { return *m_queue; }
    [[nodiscard]] const RunTableModel& runs() const { return *m_model; }
    [[nodiscard]] ChartBoard& charts() { return *m_charts; }
    [[nodiscard]] EpochPictures& pictures() { return *m_pictures; }
    [[nodiscard]] const RunActions& actions() const { return m_actions; }

    void resumeInterrupted();
    void dismissInterrupted();

Q_SIGNALS:
    /// The list is as the folder is.
    void listed();
    /// Names of runs that were killed and not dismissed; empty when there are none any more.
    void interruptedFound(const QStringList& names);
    /// The curves of the checked runs are as their tables were at the last look.
    void chartsUpToDate();
    void enhanceRequested(const QString& model);
    void compareRequested(const QStringList& models);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void takeDropped(const std::filesystem::path& file);
    void buildLayout();
    QWidget* buildList();
    QWidget* buildEmptyList();
    QWidget* buildButtons();
    void connectParts();
    void connectQueue();
    void connectActions();
    void connectActionsOnFolders();
    void list();
    void take(std::vector<RunInfo> runs);
    void updateChosen();
    void updateActions();
    void updateFollowed();
    void offerInterrupted();
    void askForRun(const NewRun& from);
    void askForFolder();
    void askForEpochs();
    void askForName();
    void askAboutTrash();
    void startChosen();
    void stopChosen();
    void tellEnd(const QString& folder, RunEnd end, const QString& reason);
    void fail(const QString& sentence);
    /// Something with a run's files, on a worker's thread; `then` when it is done.
    void changeFiles(std::function<void()> change, std::function<void()> then);
    [[nodiscard]] std::vector<std::filesystem::path> interrupted() const;

    Workers m_workers;
    QSettings& m_settings;
    std::filesystem::path m_folder;
    std::filesystem::path m_toChoose;  // a run that is not listed yet
    QString m_listingProblem;          // that has been said
    QSet<QString> m_dismissed;         // interrupted runs that are not to be offered again
    std::shared_ptr<RunsReader> m_reader;

    RunTableModel* m_model;
    QSortFilterProxyModel* m_sorted;
    TrainingQueue* m_queue;
    RunActions m_actions;
    QLabel* m_folderText;
    QStackedWidget* m_listOrHint;
    QTableView* m_table;
    QPushButton* m_new;
    QTabWidget* m_tabs;
    ChartBoard* m_charts;
    EpochPictures* m_pictures;
    RunDetails* m_details;
    MessageBanner* m_banner;
    BusyBar* m_busyBar;
    RunFollower* m_follower;
    RunNotice* m_notice;
    QTimer m_pulse;
    JobRunner m_listing;  // the runners last: their callbacks use the others
    JobRunner m_files;
};

}  // namespace scotopic
