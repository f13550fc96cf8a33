// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/training/checkpoint.h"
#include "core/training/recipe.h"
#include "core/training/run_folder.h"
#include "core/training/run_tables.h"
#include "core/training/run_tail.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <limits>
#include <set>
#include <unistd.h>

using namespace scotopic;
using scotopic::test::sentenceOf;
namespace fs = std::filesystem;

namespace {

RunRecord someRecord()
{
    RunRecord record;
    record.state = RunState::Paused;
    record.reason = "stopped";
    record.options.epochs = 17;
    record.version = "1.2";
    record.torchVersion = "1.13";
    record.truthRenderer = "0.21";
    record.dataRoot = "/data/SID \"Sony\"";
    record.cacheFolder = "/cache";
    record.dataFingerprint = "abc";
    record.trainPairs = {"00001_00_0.04s", "00002_00_0.1s"};
    record.validationPairs = {"20001_00_0.1s"};
    record.device = "CPU";
    record.processes = 2;
    record.epoch = 4;
    record.step = 99;
    record.stepsPerEpoch = 24;
    record.best = BestEpoch{3, 1.0 / 3};
    record.failureCount = 5;
    record.estimate = TrainingEstimate{0.1, 2.4, 40.8, std::size_t{1} << 40U, 7};
    record.times = {10, 8, 0.1, 1, 0.5};
    record.peakMemoryBytes = 12345;
    return record;
}

Checkpoint someCheckpoint(long step)
{
    Checkpoint checkpoint;
    checkpoint.position.epoch = 3;
    checkpoint.position.nextIndex = 8;
    checkpoint.position.step = step;
    checkpoint.position.lossSum = 0.1 + 0.2;
    checkpoint.position.stepsInEpoch = 2;
    checkpoint.position.failureCount = 1;
    checkpoint.position.best = BestEpoch{2, 1.0 / 3};
    checkpoint.position.lastLosses = {0.1, 1e-300, 1.0 / 7};
    checkpoint.network = {Normalisation::Double, 8, 4, 3, true};
    checkpoint.state = {{"conv1.weight", {{2, 1, 1, 1}, {0.1F, -3e-39F}}}, {"adam.steps", {{}, {4711}}}};
    return checkpoint;
}

/// Of the checkpoints in a folder.
std::set<long> stepsIn(const fs::path& folder)
{
    std::set<long> steps;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        steps.insert(std::stol(entry.path().stem().string().substr(5)));  // after "step-"
    }
    return steps;
}

}  // namespace

class RunFolderTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] fs::path at(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }

private Q_SLOTS:
    void everyFieldOfTheRecordSurvives()
    {
        const RunRecord record = someRecord();
        const RunRecord read = parseRunRecord(toJson(record));
        QCOMPARE(QString::fromStdString(toJson(read)), QString::fromStdString(toJson(record)));
        QVERIFY(read.best->psnrDb == record.best->psnrDb && read.estimate->memoryBytes == std::size_t{1} << 40U);
        QVERIFY(read.trainPairs == record.trainPairs && read.state == RunState::Paused);
        QCOMPARE(read.options.epochs, 17);
    }

    void aRunIsHeldByOneProcessAtATime()
    {
        const fs::path folder = at("held");
        {
            RunFolder run = RunFolder::create(folder);
            run.write(someRecord());
            QVERIFY(RunFolder::isInUse(folder));
            const std::string sentence =
                sentenceOf<OutputFailed>([&] { static_cast<void>(RunFolder::resume(folder)); });
            QVERIFY_CONTAINS(sentence, "held: is in use by another process (");
            QVERIFY_CONTAINS(sentence, QString::number(::getpid()) + " on ");
        }
        QVERIFY(!RunFolder::isInUse(folder));
        RunFolder run = RunFolder::resume(folder);
        QCOMPARE(run.record().step, 99L);
        QVERIFY(!run.record().startedAt.empty());
    }

    void aRunIsNeverBegunOverAnother()
    {
        const fs::path folder = at("taken");
        RunFolder::create(folder).write(someRecord());
        QVERIFY_CONTAINS(sentenceOf<OutputFailed>([&] { static_cast<void>(RunFolder::create(folder)); }),
                         "taken: holds a run already; go on with it (--resume)");
        fs::create_directory(at("photos"));
        test::writeText(at("photos") / "a.txt", "mine");
        QVERIFY_CONTAINS(sentenceOf<OutputFailed>([&] { static_cast<void>(RunFolder::create(at("photos"))); }),
                         "photos: is not empty");
        QVERIFY_CONTAINS(
            sentenceOf<OutputFailed>([&] { static_cast<void>(RunFolder::create(at("photos") / "a.txt" / "run")); }),
            "cannot be made");
        static_cast<void>(RunFolder::create(at("new") / "run"));
        QVERIFY(fs::is_directory(at("new") / "run"));
    }

    void foldersThatAreNoRunAreNamed()
    {
        fs::create_directory(at("empty"));
        QVERIFY_CONTAINS(sentenceOf<UnreadableInput>([&] { static_cast<void>(RunFolder::resume(at("empty"))); }),
                         "empty: holds no training run");
        QVERIFY(fs::is_empty(at("empty")));
        fs::create_directory(at("newer"));
        test::writeText(at("newer") / "run.json", R"({"format": 9})");
        QVERIFY_CONTAINS(sentenceOf<UnsupportedInput>([&] { static_cast<void>(RunFolder::resume(at("newer"))); }),
                         "newer/run.json: is the record of a run of another version (run format 9, not 1)");
        test::writeText(at("newer") / "run.json", toJson(someRecord()).substr(0, 300));
        QVERIFY_CONTAINS(sentenceOf<CorruptInput>([&] { static_cast<void>(RunFolder::resume(at("newer"))); }),
                         "is not the record of a training run");
        test::writeText(at("newer") / "run.json", R"({"format": 1, "state": "running"})");
        QVERIFY_CONTAINS(sentenceOf<CorruptInput>([&] { static_cast<void>(RunFolder::resume(at("newer"))); }),
                         "newer/run.json: is damaged");
    }

    void whatAKilledProcessWasWritingIsRemoved()
    {
        const fs::path folder = at("killed");
        RunFolder::create(folder).write(someRecord());
        const fs::path leftover = RunPaths{folder}.checkpoints() / ".step-3.77-0.part.safetensors";
        const fs::path withoutExtension = folder / ".events.out.tfevents.77-12.part";
        test::writeText(leftover, "half");
        test::writeText(withoutExtension, "half");
        const RunFolder run = RunFolder::resume(folder);
        QVERIFY(!fs::exists(leftover) && !fs::exists(withoutExtension) && fs::exists(folder / "run.json"));
    }

    void hiddenFilesOfAPersonStay()
    {
        const fs::path folder = at("hidden");
        RunFolder::create(folder).write(someRecord());
        const std::vector<fs::path> mine{folder / ".gitignore", folder / ".part", folder / ".notes.part.txt",
                                         RunPaths{folder}.samples() / ".directory",
                                         RunPaths{folder}.samples() / ".a.7-x.part.png"};
        for (const fs::path& file : mine) {
            test::writeText(file, "mine");
        }
        static_cast<void>(RunFolder::resume(folder));
        QVERIFY(std::ranges::all_of(mine, [](const fs::path& file) { return fs::exists(file); }));
    }

    void checkpointsAreExact()
    {
        const fs::path folder = at("checkpoints");
        fs::create_directory(folder);
        QVERIFY(!readNewestCheckpoint(folder));
        for (const long step : {9L, 10L, 100L}) {
            writeCheckpoint(folder, someCheckpoint(step), 0);
        }
        const Checkpoint read = *readNewestCheckpoint(folder);
        const Checkpoint written = someCheckpoint(100);
        QVERIFY(read.position == written.position && read.network == written.network);
        QCOMPARE(read.state.at("conv1.weight").values, written.state.at("conv1.weight").values);
        QCOMPARE(read.state.at("conv1.weight").shape, written.state.at("conv1.weight").shape);
        QCOMPARE(read.state.at("adam.steps").values, std::vector<float>{4711});
    }

    /// Every fourth step, known to be good twenty steps later: there always is one of those, and never more than three.
    void oneCheckpointIsFromBeforeTheLastSteps()
    {
        const fs::path folder = at("few");
        fs::create_directory(folder);
        for (long step = 4; step <= 100; step += 4) {
            writeCheckpoint(folder, someCheckpoint(step), step - 20);
            const std::set<long> steps = stepsIn(folder);
            QVERIFY(steps.size() <= 3);
            QVERIFY(steps.contains(step));
            QVERIFY(step < 24 || *steps.begin() <= step - 20);
            QVERIFY(*steps.begin() >= step - 40);
        }
        QCOMPARE(removeUnprovenCheckpoints(folder, 79), std::optional(*stepsIn(folder).begin()));
        QCOMPARE(stepsIn(folder).size(), std::size_t{1});
        QVERIFY(removeUnprovenCheckpoints(folder, 0).has_value());
        QCOMPARE(stepsIn(folder).size(), std::size_t{1});  // the oldest stays whatever is known
    }

    void checkpointsOfACourseThatWasGivenUpAreRemoved()
    {
        const fs::path folder = at("given up");
        fs::create_directory(folder);
        for (const long step : {100L, 200L, 150L}) {
            writeCheckpoint(folder, someCheckpoint(step), step - 20);
        }
        QVERIFY((stepsIn(folder) == std::set<long>{100, 150}));
    }

    void aDamagedCheckpointGivesWayToTheOneBefore()
    {
        const fs::path folder = at("damaged");
        fs::create_directory(folder);
        writeCheckpoint(folder, someCheckpoint(1), 0);
        writeCheckpoint(folder, someCheckpoint(2), 0);
        fs::resize_file(folder / "step-2.safetensors", 100);
        QCOMPARE(readNewestCheckpoint(folder)->position.step, 1L);
        fs::resize_file(folder / "step-1.safetensors", 0);
        QVERIFY_CONTAINS(sentenceOf<CorruptInput>([&] { static_cast<void>(readNewestCheckpoint(folder)); }),
                         "step-2.safetensors: ");
    }

    void tablesReadBackExactlyAndAreCutToTheCheckpoint()
    {
        const fs::path folder = at("tables");
        fs::create_directory(folder);
        std::vector<StepRow> rows;
        for (int i = 1; i <= 5; ++i) {
            rows.push_back({i, 1 + i / 3, {"a", "b"}, 0.1 + i * 0.2, 1.0 / i, 1e-4 / 3, 0.01, 0.005});
        }
        const std::vector<EpochRow> epochs{{1, 2, 1.0 / 3, 1e-4, {}, 0, 1.5},
                                           {2, 4, 0.2, 1e-5, ValidationScores{21.7, 2.0 / 3, 0.1}, 3, 2.5}};
        RunTables tables(folder, 0, 1);
        std::ranges::for_each(rows, [&](const StepRow& row) { tables.add(row); });
        std::ranges::for_each(epochs, [&](const EpochRow& row) { tables.add(row); });
        QVERIFY(readSteps(RunPaths{folder}.steps()) == rows);
        QVERIFY(readEpochs(RunPaths{folder}.epochs()) == epochs);
        // Killed in the middle of a line, after a checkpoint at step 3.
        test::writeText(RunPaths{folder}.steps(), test::textOf(RunPaths{folder}.steps()) + "6,3,a,0.");
        QVERIFY(readSteps(RunPaths{folder}.steps()) == rows);
        RunTables goesOn(folder, 3, 2);
        goesOn.add(rows[3]);
        QVERIFY((readSteps(RunPaths{folder}.steps()) == std::vector<StepRow>(rows.begin(), rows.begin() + 4)));
        QVERIFY((readEpochs(RunPaths{folder}.epochs()) == std::vector<EpochRow>{epochs[0]}));
    }

    void namesMayHoldWhatSeparatesThem()
    {
        const fs::path folder = at("names");
        fs::create_directory(folder);
        const StepRow row{1, 1, {"dark; 1", "a,b", "the \"best\" one", "two\nlines"}, 0.5, 1, 1e-4, 0.01, 0.005};
        RunTables(folder, 0, 1).add(row);
        QVERIFY(readSteps(RunPaths{folder}.steps()) == std::vector<StepRow>{row});
    }

    void whoFollowsReadsWhatIsNew()
    {
        const fs::path folder = at("followed");
        RunTail tail(folder);
        QVERIFY(tail.read(10).isEmpty());  // no tables yet
        fs::create_directory(folder);
        std::vector<StepRow> rows;
        for (int i = 1; i <= 5; ++i) {
            rows.push_back({i, i, {"two\nlines"}, 0.5 / i, 1, 1e-4, 0.01, 0.005, 1 << 20});
        }
        const EpochRow epoch{1, 1, 0.5, 1e-4, ValidationScores{20, 0.5, 0.1}, 0, 1.5};
        RunTables tables(folder, 0, 1);
        QVERIFY(tail.read(10).isEmpty());
        QVERIFY(!readLastStep(RunPaths{folder}.steps()));
        std::for_each(rows.begin(), rows.begin() + 3, [&](const StepRow& row) { tables.add(row); });
        tables.add(epoch);
        RunGrowth growth = tail.read(2);
        QVERIFY((growth.steps == std::vector<StepRow>{rows[0], rows[1]}));
        QVERIFY(growth.epochs == std::vector<EpochRow>{epoch});
        QVERIFY(growth.hasMore && !growth.isAnew);
        growth = tail.read(2);
        QVERIFY(growth.steps == std::vector<StepRow>{rows[2]} && growth.epochs.empty() && !growth.hasMore);
        QVERIFY(readLastStep(RunPaths{folder}.steps()) == rows[2]);
        QVERIFY(readLastEpochs(RunPaths{folder}.epochs(), 3) == std::vector<EpochRow>{epoch});
    }

    void whoFollowsIsToldWhenTheTablesAreCut()
    {
        const fs::path folder = at("followed and cut");
        fs::create_directory(folder);
        RunTail tail(folder);
        const auto row = [](long step) { return StepRow{step, 1, {"a"}, 0.5, 1, 1e-4, 0.01, 0.005, 7}; };
        RunTables killed(folder, 0, 1);
        for (long step = 1; step <= 4; ++step) {
            killed.add(row(step));
        }
        QCOMPARE(tail.read(10).steps.size(), std::size_t{4});
        RunTables goesOn(folder, 2, 1);
        goesOn.add(row(3));
        const RunGrowth growth = tail.read(10);
        QVERIFY(growth.isAnew);
        QVERIFY((growth.steps == std::vector<StepRow>{row(1), row(2), row(3)}));
        QVERIFY(tail.read(10).isEmpty());
    }

    void afterADamagedRowAllIsReadAnew()
    {
        const fs::path folder = at("followed and damaged");
        fs::create_directory(folder);
        RunTail tail(folder);
        RunTables tables(folder, 0, 1);
        tables.add(StepRow{1, 1, {"a"}, 0.5, 1, 1e-4, 0.01, 0.005, 7});
        QCOMPARE(tail.read(10).steps.size(), std::size_t{1});
        const std::string whole = test::textOf(RunPaths{folder}.steps());
        std::ofstream(RunPaths{folder}.steps(), std::ios::app) << "2,1,a,what\n";
        sentenceOf<CorruptInput>([&] { static_cast<void>(tail.read(10)); });
        fs::resize_file(RunPaths{folder}.steps(), whole.size());
        const RunGrowth growth = tail.read(10);
        QVERIFY(growth.isAnew && growth.steps.size() == 1);
        QVERIFY(tail.read(10).isEmpty());
    }

    /// Stopped in the validation of epoch 2, gone on, and killed when its line was there but not its checkpoint.
    void anEpochThatIsToEndAgainHasNoLineYet()
    {
        const fs::path folder = at("epoch twice");
        fs::create_directory(folder);
        RunTables tables(folder, 0, 1);
        tables.add(EpochRow{1, 2, 0.5, 1e-4, {}, 0, 1.5});
        tables.add(EpochRow{2, 4, 0.4, 1e-4, {}, 0, 1.5});
        RunTables goesOn(folder, 4, 2);
        QCOMPARE(readEpochs(RunPaths{folder}.epochs()).size(), std::size_t{1});
        goesOn.add(EpochRow{2, 4, 0.4, 1e-4, {}, 0, 1.5});
        QCOMPARE(readEpochs(RunPaths{folder}.epochs()).size(), std::size_t{2});
    }

    void aPerfectValidationReadsBack()
    {
        const BestEpoch perfect{3, std::numeric_limits<double>::infinity()};
        RunRecord record = someRecord();
        record.best = perfect;
        QVERIFY(parseRunRecord(toJson(record)).best == perfect);
        const fs::path folder = at("perfect");
        fs::create_directory(folder);
        Checkpoint checkpoint = someCheckpoint(1);
        checkpoint.position.best = perfect;
        writeCheckpoint(folder, checkpoint, 0);
        QVERIFY(readNewestCheckpoint(folder)->position.best == perfect);
    }

    void aTableOfSomethingElseIsNamed()
    {
        test::writeText(at("steps.csv"), "a,b\n1,2\n");
        QVERIFY_CONTAINS(sentenceOf<CorruptInput>([&] { static_cast<void>(readSteps(at("steps.csv"))); }),
                         "steps.csv: does not begin with the columns");
    }
};

SCOTOPIC_TEST(RunFolderTest)
#include "run_folder_test.moc"
