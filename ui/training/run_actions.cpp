// SPDX-License-Identifier: MIT
#include "ui/training/run_actions.h"

#include "core/training/run_folder.h"

#include <QAction>
#include <QKeySequence>
#include <QWidget>

namespace scotopic {

namespace {

QAction* makeAction(QWidget* page, const char* name, const QString& text, const QString& meaning,
                    const QKeySequence& shortcut = {})
{
    auto* action = new QAction(text, page);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(meaning);
    action->setShortcut(shortcut);
    action->setAutoRepeat(false);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    page->addAction(action);
    return action;
}

bool isTraining(RunStatus status)
{
    return status == RunStatus::Training || status == RunStatus::TrainingElsewhere || status == RunStatus::Waiting;
}

}  // namespace

RunActions::RunActions(QWidget* page)
    : start(makeAction(page, "startRun", RunActions::tr("&Resume"),
                       RunActions::tr("Go on after the last checkpoint, or begin"))),
      pause(makeAction(page, "pauseRun", RunActions::tr("&Pause"),
                       RunActions::tr("Write a checkpoint and stop; the run can go on later"))),
      stop(makeAction(page, "stopRun", RunActions::tr("S&top"),
                      RunActions::tr("End the run for good with what it has learnt"))),
      rename(makeAction(page, "renameRun", RunActions::tr("Re&name\u2026"),
                        RunActions::tr("Give the run's folder another name"), QKeySequence(Qt::Key_F2))),
      duplicate(makeAction(page, "duplicateRun", RunActions::tr("&Duplicate with changes\u2026"),
                           RunActions::tr("A new run with this run's recipe, to be changed"),
                           QKeySequence(Qt::CTRL | Qt::Key_D))),
      enhance(makeAction(page, "enhanceWithRun", RunActions::tr("&Use on your photo"),
                         RunActions::tr("Take the run's best model on Enhance"))),
      compare(makeAction(page, "compareRun", RunActions::tr("&Compare on a test set\u2026"),
                         RunActions::tr("Score the run's best model and its last one"))),
      showFolder(
          makeAction(page, "showRunFolder", RunActions::tr("Show &folder"), RunActions::tr("Open the run's folder"))),
      remove(makeAction(page, "deleteRun", RunActions::tr("De&lete\u2026"),
                        RunActions::tr("Move the run's folder to the trash"), QKeySequence(Qt::Key_Delete)))
{
}

void RunActions::update(const RunInfo* run, bool isHere) const
{
    const bool isThere = run != nullptr;
    const bool isReadable = isThere && run->record != nullptr;
    const bool trains = isThere && (isTraining(run->status) || isHere);
    const bool isNew = isReadable && run->step == 0;
    start->setText(isNew                                           ? RunActions::tr("&Start")
                   : isThere && run->status == RunStatus::Finished ? RunActions::tr("&More epochs\u2026")
                                                                   : RunActions::tr("&Resume"));
    start->setEnabled(isReadable && !trains);
    pause->setEnabled(isHere);
    stop->setEnabled(isReadable && (isHere || (!trains && run->status != RunStatus::Finished)));
    rename->setEnabled(isThere && !trains);
    duplicate->setEnabled(isReadable);
    enhance->setEnabled(isReadable && run->hasModel);
    compare->setEnabled(isReadable && run->hasModel);
    showFolder->setEnabled(isThere);
    remove->setEnabled(isThere && !trains);
}

}  // namespace scotopic
