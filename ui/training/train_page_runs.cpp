// SPDX-License-Identifier: MIT
// What the page does with runs: begin, resume, stop, rename, delete.
#include "core/base/error.h"
#include "core/training/run_folder.h"
#include "core/training/run_setup.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/session.h"
#include "ui/jobs/shown_text.h"
#include "ui/recipe/new_run_dialog.h"
#include "ui/training/run_details.h"
#include "ui/training/run_notice.h"
#include "ui/training/train_page.h"

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>

#include <limits>
#include <system_error>

namespace scotopic {

namespace {

QString nameOf(const QString& folder)
{
    return fromPath(toPath(folder).filename());
}

void requireUnused(const std::filesystem::path& run)
{
    if (RunFolder::isInUse(run)) {
        throw OutputFailed(run, TrainPage::tr("is in use by another process; pause the run there first").toStdString());
    }
}

void renameFolder(const std::filesystem::path& from, const std::filesystem::path& to)
{
    requireUnused(from);
    std::error_code error;
    if (std::filesystem::exists(to, error)) {
        throw OutputFailed(to, TrainPage::tr("is there already; choose another name").toStdString());
    }
    std::filesystem::rename(from, to, error);
    if (error) {
        throw OutputFailed(
            from, TrainPage::tr("cannot be renamed: %1").arg(QString::fromStdString(error.message())).toStdString());
    }
}

void trashFolder(const std::filesystem::path& run)
{
    requireUnused(run);
    // Qt 6.8 makes the trash, but not the folder it lies in, which a new account lacks.
    QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
    if (!QFile::moveToTrash(fromPath(run))) {
        throw OutputFailed(run, TrainPage::tr("cannot be moved to the trash; delete the folder by hand").toStdString());
    }
}

void setEpochs(const std::filesystem::path& folder, int epochs)
{
    RunFolder run = RunFolder::resume(folder);
    RunRecord record = run.record();
    record.options.epochs = epochs;
    record.state = RunState::Paused;
    record.reason = "goes on for more epochs";
    run.write(record);
}

}  // namespace

void TrainPage::connectQueue()
{
    connect(m_queue, &TrainingQueue::changed, this, [this] {
        updateActions();
        list();
    });
    connect(m_queue, &TrainingQueue::noted, this, [this](const QString& folder, const QString& sentence) {
        m_details->addToLog(nameOf(folder), sentence);
        m_banner->addMessage(MessageBanner::Kind::Note, nameOf(folder) + QStringLiteral(": ") + sentence);
    });
    connect(m_queue, &TrainingQueue::progressed, this, [this](const QString& folder, const Progress& progress) {
        m_busyBar->begin(tr("Training %1").arg(nameOf(folder)));
        m_busyBar->showProgress(progress);
    });
    connect(m_queue, &TrainingQueue::ended, this, &TrainPage::tellEnd);
    m_busyBar->setCancelText(tr("Pause"), tr("Write a checkpoint and stop; runs that wait begin then"));
    connect(m_busyBar, &BusyBar::cancelRequested, m_queue, &TrainingQueue::pauseTraining);
}

void TrainPage::tellEnd(const QString& folder, RunEnd end, const QString& reason)
{
    m_busyBar->end();
    const QString name = nameOf(folder);
    switch (end) {
    case RunEnd::Paused: m_details->addToLog(name, tr("paused")); return;
    case RunEnd::Stopped: m_details->addToLog(name, tr("stopped for good")); return;
    case RunEnd::Finished:
        m_details->addToLog(name, tr("finished"));
        m_banner->addMessage(MessageBanner::Kind::Success, tr("%1 is trained.").arg(name));
        m_notice->tell(tr("Training finished"), name, /*isFailure=*/false);
        return;
    case RunEnd::Failed:
        m_details->addToLog(name, tr("failed: %1").arg(reason));
        m_banner->addMessage(MessageBanner::Kind::Failure, tr("%1 failed: %2").arg(name, reason));
        m_notice->tell(tr("Training failed"), name + QLatin1Char('\n') + reason, /*isFailure=*/true);
        return;
    }
}

void TrainPage::connectActions()
{
    connect(m_actions.start, &QAction::triggered, this, &TrainPage::startChosen);
    connect(m_actions.pause, &QAction::triggered, this, [this] { m_queue->pause(chosen()->folder); });
    connect(m_actions.stop, &QAction::triggered, this, &TrainPage::stopChosen);
    connect(m_actions.enhance, &QAction::triggered, this, [this] {
        if (const auto models = modelsOf(chosen()->folder); !models.empty()) {
            Q_EMIT enhanceRequested(fromPath(models.front()));
        }
    });
    connect(m_actions.compare, &QAction::triggered, this, [this] {
        QStringList models;
        for (const std::filesystem::path& model : modelsOf(chosen()->folder)) {
            models << fromPath(model);
        }
        Q_EMIT compareRequested(models);
    });
}

void TrainPage::connectActionsOnFolders()
{
    connect(m_actions.rename, &QAction::triggered, this, &TrainPage::askForName);
    connect(m_actions.remove, &QAction::triggered, this, &TrainPage::askAboutTrash);
    connect(m_actions.duplicate, &QAction::triggered, this, [this] {
        const RunRecord& record = *chosen()->record;
        NewRun from = readNewRun(m_settings);
        from.options = record.options;
        const RunDataPlaces places = placesOf(record);
        from.data = places.data;
        from.validateOn = places.validateOn;
        from.exclusions = places.exclusions;
        from.folder.clear();
        askForRun(from);
    });
    connect(m_actions.showFolder, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(fromPath(chosen()->folder))); });
}

void TrainPage::changeFiles(std::function<void()> change, std::function<void()> then)
{
    if (m_files.isRunning()) {
        fail(tr("Another change is under way; try again when it is done."));
        return;
    }
    m_files.start([change = std::move(change)](const JobContext&) { change(); }, std::move(then));
}

void TrainPage::begin(const NewRun& run)
{
    writeNewRun(m_settings, run);
    changeFiles([run] { planRun(run); },
                [this, folder = run.folder] {
                    choose(folder);
                    m_queue->add(folder);
                });
}

void TrainPage::resume(const std::filesystem::path& run, std::optional<int> epochs)
{
    if (epochs) {
        changeFiles([run, epochs] { setEpochs(run, *epochs); }, [this, run] { m_queue->add(run); });
    } else {
        m_queue->add(run);
    }
}

void TrainPage::rename(const std::filesystem::path& run, const QString& name)
{
    const std::filesystem::path renamed = run.parent_path() / toPath(name);
    changeFiles([run, renamed] { renameFolder(run, renamed); },
                [this, run, renamed] {
                    m_model->moveCheck(run, renamed);
                    choose(renamed);
                });
}

void TrainPage::moveToTrash(const std::filesystem::path& run)
{
    changeFiles([run] { trashFolder(run); }, [] {});
}

void TrainPage::startChosen()
{
    const RunInfo& run = *chosen();
    if (run.status == RunStatus::Finished) {
        askForEpochs();
    } else {
        resume(run.folder);
    }
}

void TrainPage::stopChosen()
{
    const std::filesystem::path folder = chosen()->folder;
    const bool isTraining = m_queue->holds(folder) && !m_queue->isWaiting(folder);
    m_queue->pause(folder, /*endsForGood=*/true);
    if (!isTraining) {
        changeFiles([folder] { finishRun(folder); }, [] {});
    }
}

void TrainPage::askForRun(const NewRun& from)
{
    auto* dialog = new NewRunDialog(m_workers, m_settings, m_folder, from, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { begin(dialog->newRun()); });
    dialog->open();
}

void TrainPage::askForFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose the folder of the runs"), fromPath(m_folder));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { openRunsFolder(toPath(folder)); });
    dialog->open();
}

void TrainPage::askForEpochs()
{
    const RunInfo& run = *chosen();
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("moreEpochsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setWindowTitle(tr("More epochs"));
    dialog->setLabelText(
        tr("%1 has trained for %n epoch(s). Epochs in all:", nullptr, run.epoch).arg(shownEntry(run.name())));
    dialog->setIntRange(run.epoch + 1, std::numeric_limits<int>::max());
    dialog->setIntValue(std::max(run.record->options.epochs, run.epoch + run.epoch / 2 + 1));
    connect(dialog, &QInputDialog::intValueSelected, this,
            [this, folder = run.folder](int epochs) { resume(folder, epochs); });
    dialog->open();
}

void TrainPage::askForName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("renameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename"));
    dialog->setLabelText(tr("Name of the run's folder:"));
    dialog->setTextValue(chosen()->name());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, folder = chosen()->folder](const QString& text) {
        const QString name = text.trimmed();
        if (name.isEmpty() || name.contains(QLatin1Char('/')) || name.startsWith(QLatin1Char('.'))) {
            fail(
                tr("'%1' cannot be a folder's name: choose one without '/' that does not begin with a dot.").arg(name));
        } else if (name != fromPath(folder.filename())) {
            rename(folder, name);
        }
    });
    dialog->open();
}

void TrainPage::askAboutTrash()
{
    const std::filesystem::path folder = chosen()->folder;
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Delete the run"),
                        tr("Move %1 with its models and pictures to the trash?").arg(shownBreakable(chosen()->name())),
                        QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("trashQuestion"));
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* move = question->addButton(tr("Move to the trash"), QMessageBox::DestructiveRole);
    QPushButton* keep = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(keep);
    connect(move, &QPushButton::clicked, this, [this, folder] { moveToTrash(folder); });
    question->open();
}

}  // namespace scotopic
