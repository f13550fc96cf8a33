// SPDX-License-Identifier: MIT
#include "core/base/files.h"
#include "core/training/run_tables.h"
#include "tests/support/test_registry.h"
#include "tests/ui/accessible_controls.h"
#include "tests/ui/training/train_fixture.h"
#include "ui/charts/chart_board.h"
#include "ui/recipe/new_run_dialog.h"
#include "ui/training/interrupted_bar.h"

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTextBrowser>

#include <csignal>

namespace scotopic {

using test::kLongMs;
using test::TrainFixture;

namespace {

constexpr int kManyEpochs = 100'000;

/// Of the text that a file ends with; -1: there is none.
long stepsWritten(const std::filesystem::path& run)
{
    const std::vector<StepRow> rows = readSteps(RunPaths{run}.steps());
    return rows.empty() ? -1 : rows.back().step;
}

}  // namespace

class TrainPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theEmptyPageSaysWhatToDoNext()
    {
        const TrainFixture fixture;
        QSignalSpy listed(fixture.page.get(), &TrainPage::listed);
        QVERIFY(listed.wait());
        QVERIFY(fixture.page->findChild<QStackedWidget*>()->currentWidget()->findChild<QTableView*>() == nullptr);
        QVERIFY(!fixture.page->actions().start->isEnabled() && !fixture.page->actions().remove->isEnabled());
        fixture.find<QPushButton>("newRunButton")->click();
        QVERIFY(fixture.page->findChild<NewRunDialog*>() != nullptr);
    }

    void everyControlSaysItsName()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("first", 2));
        fixture.waitFor("first", RunStatus::Finished);
        fixture.find<QPushButton>("newRunButton")->click();
        const test::ControlNames names = test::controlNames(*fixture.page);
        QCOMPARE(names.unnamed.join(QStringLiteral(", ")), QString());
        QVERIFY2(names.count >= 60, qPrintable(QString::number(names.count)));
    }

    void aRunIsPausedGoesOnAndFinishes()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("first", kManyEpochs));
        fixture.waitForEpoch("first", 2);
        QVERIFY(fixture.is("first", RunStatus::Training));
        QCOMPARE(fixture.page->chosen()->name(), QStringLiteral("first"));
        QVERIFY(fixture.listed("first")->lastLoss && fixture.listed("first")->remainingSeconds);

        QVERIFY(fixture.page->actions().pause->isEnabled());
        fixture.page->actions().pause->trigger();
        fixture.waitFor("first", RunStatus::Paused);
        const long pausedAt = RunFolder::read(fixture.runFolder("first")).step;
        QCOMPARE(stepsWritten(fixture.runFolder("first")), pausedAt);

        fixture.page->resume(fixture.runFolder("first"), fixture.listed("first")->epoch + 3);
        fixture.waitFor("first", RunStatus::Finished);
        QVERIFY(RunFolder::read(fixture.runFolder("first")).step > pausedAt);
        QVERIFY(fixture.bannerText().contains(QStringLiteral("first is trained")));
        QVERIFY(fixture.logText().contains(QStringLiteral("first: finished")));
        QVERIFY(fixture.listed("first")->bestPsnrDb);
        QVERIFY(fixture.find<QTextBrowser>("runFacts")->toPlainText().contains(QStringLiteral("\"baseWidth\": 4")));
    }

    void theChartsGrowWhileARunTrains()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("live", kManyEpochs));
        fixture.waitForEpoch("live", 1);
        const auto lossPoints = [&fixture] {
            const std::shared_ptr<const Curve> loss =
                fixture.page->charts().curve(fromPath(fixture.runFolder("live")), QStringLiteral("loss"));
            return loss ? loss->size() : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(lossPoints() >= 4, kLongMs);
        const std::size_t before = lossPoints();
        QTRY_VERIFY_WITH_TIMEOUT(lossPoints() > before, kLongMs);
        fixture.page->queue().pauseAll();
        fixture.waitFor("live", RunStatus::Paused);
        const auto steps = static_cast<std::size_t>(RunFolder::read(fixture.runFolder("live")).step);
        QTRY_COMPARE_WITH_TIMEOUT(lossPoints(), steps, kLongMs);
    }

    void runsWaitForTheDevice()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("one", kManyEpochs));
        fixture.waitForEpoch("one", 1);
        fixture.page->begin(fixture.smallNewRun("two", 2));
        fixture.waitFor("two", RunStatus::Waiting);
        fixture.page->queue().pause(fixture.runFolder("two"));
        fixture.waitFor("two", RunStatus::Paused);  // at once, though the other one trains on
        QVERIFY(fixture.is("one", RunStatus::Training));
        fixture.page->resume(fixture.runFolder("two"));
        fixture.waitFor("two", RunStatus::Waiting);
        fixture.page->queue().pause(fixture.runFolder("one"));
        fixture.waitFor("two", RunStatus::Finished);
        QVERIFY(fixture.is("one", RunStatus::Paused));
    }

    void aRunThatIsToStopAfterItsEpochDoesNotStopInIt()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("whole", kManyEpochs));
        fixture.waitForEpoch("whole", 1);
        fixture.page->queue().pauseAfterEpoch();
        fixture.waitFor("whole", RunStatus::Paused);
        const RunRecord record = RunFolder::read(fixture.runFolder("whole"));
        QCOMPARE(record.step, static_cast<long>(record.epoch) * record.stepsPerEpoch);
    }

    void aStoppedRunIsFinishedWithWhatItHas()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("enough", kManyEpochs));
        fixture.waitForEpoch("enough", 1);
        fixture.page->actions().stop->trigger();
        fixture.waitFor("enough", RunStatus::Finished);
        QVERIFY(std::filesystem::exists(RunPaths{fixture.runFolder("enough")}.lastModel()));
        QVERIFY(fixture.page->actions().start->isEnabled());  // more epochs
        fixture.page->actions().start->trigger();
        QVERIFY(fixture.page->findChild<QInputDialog*>(QStringLiteral("moreEpochsDialog")) != nullptr);
    }

    void aRunThatFailsSaysWhy()
    {
        const TrainFixture fixture;
        const NewRun run = fixture.smallNewRun("lost", 2);
        planRun(run);
        std::filesystem::remove_all(run.data);
        fixture.page->resume(run.folder);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.bannerText().contains(QStringLiteral("lost failed: ")), kLongMs);
        QVERIFY2(fixture.bannerText().contains(QStringLiteral("cache")), qPrintable(fixture.bannerText()));
        QVERIFY(fixture.logText().contains(QStringLiteral("lost: failed: ")));
        QVERIFY(fixture.page->queue().isEmpty());
    }

    void aRunOfTheCommandLineAppearsAndAKilledOneIsOffered()
    {
        const TrainFixture fixture;
        const NewRun run = fixture.smallNewRun("cli", kManyEpochs);
        makeFolders(run.folder.parent_path());
        QProcess program;
        program.start(QStringLiteral(SCOTOPIC_CLI),
                      {QStringLiteral("train"), QStringLiteral("--data"), fromPath(run.data), QStringLiteral("--run"),
                       fromPath(run.folder), QStringLiteral("--width"), QStringLiteral("4"), QStringLiteral("--patch"),
                       QStringLiteral("32"), QStringLiteral("--validate-every"), QStringLiteral("1")});
        QVERIFY(program.waitForStarted());
        fixture.waitFor("cli", RunStatus::Training);
        fixture.page->choose(run.folder);
        QVERIFY(!fixture.page->actions().pause->isEnabled());  // it is not ours
        QVERIFY(!fixture.page->actions().remove->isEnabled());
        fixture.waitForEpoch("cli", 2);
        const int before = fixture.listed("cli")->epoch;
        fixture.waitForEpoch("cli", before + 1);

        InterruptedBar bar;
        connect(fixture.page.get(), &TrainPage::interruptedFound, &bar, &InterruptedBar::offer);
        connect(&bar, &InterruptedBar::resumeRequested, fixture.page.get(), &TrainPage::resumeInterrupted);
        ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
        QVERIFY(program.waitForFinished());
        fixture.waitFor("cli", RunStatus::Interrupted);
        QTRY_VERIFY_WITH_TIMEOUT(!bar.isHidden(), kLongMs);
        QVERIFY(bar.findChild<QLabel*>()->text().contains(QStringLiteral("cli")));
        bar.findChild<QPushButton*>(QStringLiteral("resumeInterrupted"))->click();
        fixture.waitFor("cli", RunStatus::Training);
        QVERIFY(fixture.page->actions().pause->isEnabled());
        fixture.waitForEpoch("cli", before + 2);
        fixture.page->queue().pauseAll();
        fixture.waitFor("cli", RunStatus::Paused);
    }

    void whoDoesNotWantToResumeIsNotAskedAgain()
    {
        const TrainFixture fixture;
        const NewRun run = fixture.smallNewRun("killed", 2);
        planRun(run);
        {
            RunFolder folder = RunFolder::resume(run.folder);
            RunRecord record = folder.record();
            record.state = RunState::Running;
            folder.write(record);
        }
        QSignalSpy found(fixture.page.get(), &TrainPage::interruptedFound);
        fixture.waitFor("killed", RunStatus::Interrupted);
        QTRY_VERIFY(!found.empty() && !found.back().front().toStringList().isEmpty());
        fixture.page->dismissInterrupted();
        found.clear();
        QTRY_VERIFY(!found.empty() && found.back().front().toStringList().isEmpty());
        QVERIFY(fixture.is("killed", RunStatus::Interrupted));
    }

    void aRunIsRenamedAndMovedToTheTrash()
    {
        const TrainFixture fixture;
        fixture.page->begin(fixture.smallNewRun("old", 1));
        fixture.waitFor("old", RunStatus::Finished);
        fixture.page->actions().rename->trigger();
        auto* name = fixture.find<QInputDialog>("renameDialog");
        name->setTextValue(QStringLiteral("a/b"));
        name->accept();
        QVERIFY(fixture.bannerText().contains(QStringLiteral("a/b")));
        fixture.page->rename(fixture.runFolder("old"), QStringLiteral("new"));
        fixture.waitFor("new", RunStatus::Finished);
        QVERIFY(fixture.listed("old") == nullptr);
        QCOMPARE(fixture.page->chosen()->name(), QStringLiteral("new"));

        fixture.page->actions().remove->trigger();
        auto* question = fixture.find<QMessageBox>("trashQuestion");
        question->reject();
        QVERIFY(std::filesystem::exists(fixture.runFolder("new")));
        fixture.page->moveToTrash(fixture.runFolder("new"));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.listed("new") == nullptr, kLongMs);
        QVERIFY(!std::filesystem::exists(fixture.runFolder("new")));
    }

    void aDamagedRunIsListedWithTheReason()
    {
        const TrainFixture fixture;
        makeFolders(fixture.runFolder("damaged"));
        writeTextFile(RunPaths{fixture.runFolder("damaged")}.record(), "{\"format\": 1, \"state\"");
        fixture.waitFor("damaged", RunStatus::Unreadable);
        QVERIFY2(fixture.listed("damaged")->reason.contains(QStringLiteral("run.json")),
                 qPrintable(fixture.listed("damaged")->reason));
        QVERIFY(!fixture.page->actions().start->isEnabled());
    }

    void theRunsFolderIsFoundAgain()
    {
        TrainFixture fixture;
        const std::filesystem::path other = toPath(fixture.folder.filePath(QStringLiteral("other runs")));
        fixture.page->openRunsFolder(other);
        fixture.openPage();
        QCOMPARE(fixture.page->runsFolder(), other);
    }
};

SCOTOPIC_TEST(TrainPageTest)

}  // namespace scotopic

#include "train_page_test.moc"
