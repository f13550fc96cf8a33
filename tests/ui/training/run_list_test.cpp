// SPDX-License-Identifier: MIT
#include "core/base/files.h"
#include "core/training/run_tables.h"
#include "tests/support/test_registry.h"
#include "tests/ui/training/train_fixture.h"
#include "ui/recipe/quantity_text.h"

#include <QAbstractItemModelTester>

#include <algorithm>
#include <chrono>

namespace scotopic {

namespace {

RunInfo runNamed(const char* name)
{
    RunInfo run;
    run.folder = std::filesystem::path("/runs") / name;
    run.status = RunStatus::Paused;
    run.record = std::make_shared<const RunRecord>();
    return run;
}

/// A run of twenty epochs that another machine trains: with as many epochs of as many seconds, every other validated.
NewRun runElsewhere(const test::TrainFixture& fixture, const std::vector<double>& epochSeconds)
{
    NewRun plan = fixture.smallNewRun("elsewhere", 20);
    plan.options.validateEveryEpochs = 2;
    planRun(plan);
    RunRecord record = RunFolder::read(plan.folder);
    record.state = RunState::Running;
    record.host = "another machine";
    writeTextFile(RunPaths{plan.folder}.record(), toJson(record));
    RunTables tables(plan.folder, 0, 1);
    for (int epoch = 1; epoch <= static_cast<int>(epochSeconds.size()); ++epoch) {
        tables.add(StepRow{epoch, epoch, {"a"}, 0.5, 1, 1e-4, 0.01, 0.005, 7});
        tables.add(EpochRow{epoch, epoch, 0.5, 1e-4, {}, 0, epochSeconds[static_cast<std::size_t>(epoch - 1)]});
    }
    return plan;
}

QStringList namesIn(const RunTableModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) {
        names << model.index(row, RunTableModel::Name).data().toString();
    }
    return names;
}

}  // namespace

class RunListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsComeAndGoSingly()
    {
        RunTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({runNamed("b"), runNamed("d")});
        const QPersistentModelIndex kept(model.index(1, 0));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRuns({runNamed("a"), runNamed("c"), runNamed("d"), runNamed("e")});
        QCOMPARE(namesIn(model),
                 QStringList({QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e")}));
        QCOMPARE(kept.data().toString(), QStringLiteral("d"));
        QVERIFY(reset.isEmpty());
        model.setRuns({});
        QCOMPARE(model.rowCount(), 0);
    }

    void whatIsCheckedStaysSo()
    {
        RunTableModel model;
        model.setRuns({runNamed("a"), runNamed("b")});
        QSignalSpy changed(&model, &RunTableModel::checkedChanged);
        QVERIFY(model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(changed.count(), 1);
        model.setRuns({runNamed("b")});
        QVERIFY(model.isChecked("/runs/b"));
        QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        QVERIFY(!model.isChecked("/runs/a"));
    }

    void aRenamedRunStaysChecked()
    {
        RunTableModel model;
        model.setRuns({runNamed("old")});
        QVERIFY(model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
        model.moveCheck("/runs/old", "/runs/new");
        QVERIFY(model.isChecked("/runs/new") && !model.isChecked("/runs/old"));
        model.moveCheck("/runs/old", "/runs/other");
        QVERIFY(!model.isChecked("/runs/other"));
    }

    void numbersSortByTheirValues()
    {
        RunTableModel model;
        RunInfo good = runNamed("good");
        good.bestPsnrDb = 28.7;
        RunInfo bad = runNamed("bad");
        bad.bestPsnrDb = 9.5;
        model.setRuns({good, bad, runNamed("none")});
        const auto key = [&model](int row) {
            return model.index(row, RunTableModel::BestPsnr).data(RunTableModel::SortRole).toDouble();
        };
        QVERIFY(key(0) > key(1) && key(1) > key(2));
    }

    void theTimeLeftIsThatOfUsualEpochs()
    {
        const test::TrainFixture fixture;
        const NewRun plan = runElsewhere(fixture, {10, 20, 10, 1000, 10, 20});  // an evaluation had the device once
        const std::vector<RunInfo> runs = RunsReader().read(plan.folder.parent_path());
        QCOMPARE(runs.size(), std::size_t{1});
        QVERIFY(runs.front().status == RunStatus::TrainingElsewhere);
        QCOMPARE(runs.front().remainingSeconds.value(), (20 - 6) * (10 + 20 + 10 + 4 * 20 + 10 + 20) / 6.0);
        QVERIFY(!runs.front().hasModel);
    }

    void aSilentRunOfAnotherMachineIsNotOffered()
    {
        test::TrainFixture fixture;
        const NewRun plan = runElsewhere(fixture, {10});
        std::filesystem::last_write_time(RunPaths{plan.folder}.steps(),
                                         std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
        fixture.openPage();
        QSignalSpy offered(fixture.page.get(), &TrainPage::interruptedFound);
        fixture.waitFor("elsewhere", RunStatus::Interrupted);
        QVERIFY(std::all_of(offered.begin(), offered.end(),
                            [](const QList<QVariant>& names) { return names.front().toStringList().isEmpty(); }));
        fixture.page->resumeInterrupted();
        QVERIFY(!fixture.page->isTraining());
    }

    void durationsAreSaidAsPeopleDo()
    {
        QCOMPARE(QuantityText::ofDuration(0.43), QStringLiteral("0.4 s"));
        QCOMPARE(QuantityText::ofDuration(7.4), QStringLiteral("7 s"));
        QCOMPARE(QuantityText::ofDuration(150), QStringLiteral("3 min"));
        QCOMPARE(QuantityText::ofDuration(2 * 3600 + 300), QStringLiteral("2 h 5 min"));
        QCOMPARE(QuantityText::ofDuration(3 * 86400 + 4 * 3600), QStringLiteral("3 d 4 h"));
    }
};

SCOTOPIC_TEST(RunListTest)

}  // namespace scotopic

#include "run_list_test.moc"
