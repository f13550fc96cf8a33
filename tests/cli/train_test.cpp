// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "core/training/run_folder.h"
#include "core/training/run_tables.h"
#include "tests/cli/run_cli.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QThread>

#include <array>
#include <csignal>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

class TrainCommandTest : public QObject {
    Q_OBJECT

    Folder m_folder;

    [[nodiscard]] QString cache() const { return m_folder.path("cache"); }
    [[nodiscard]] fs::path at(const QString& name) const { return m_folder.path(name).toStdString(); }
    /// A run of small steps that takes seconds, on one thread, where computations are the same every time.
    [[nodiscard]] QStringList smallRunIn(const QString& name, int epochs) const
    {
        return {"train",
                "--data",
                cache(),
                "--run",
                m_folder.path(name),
                "--arch",
                "double-bn",
                "--width",
                "4",
                "--patch",
                "32",
                "--epochs",
                QString::number(epochs),
                "--lr",
                "1e-3",
                "--ema",
                "0.9",
                "--validate-every",
                "2",
                "--device",
                "cpu",
                "--precision",
                "fp32",
                "--sample-every",
                "3"};
    }
    [[nodiscard]] static QByteArray weightsHash(const fs::path& run)
    {
        const Model model = readModelFile(RunPaths{run}.lastModel());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const auto& [name, weight] : model.weights) {
            hash.addData(QByteArray::fromRawData(reinterpret_cast<const char*>(weight.values.data()),
                                                 static_cast<int>(weight.values.size() * sizeof(float))));
        }
        return hash.result();
    }
    [[nodiscard]] static std::vector<EpochRow> epochsWithoutTimes(const fs::path& run)
    {
        std::vector<EpochRow> rows = readEpochs(RunPaths{run}.epochs());
        for (EpochRow& row : rows) {
            row.seconds = 0;
        }
        return rows;
    }
    static void waitForStep(const fs::path& run, long step)
    {
        const fs::path steps = RunPaths{run}.steps();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(steps) && fs::file_size(steps) > 0 && !readSteps(steps).empty()
                                     && readSteps(steps).back().step >= step,
                                 120'000);
    }

    static void startTogether(std::array<QProcess, 2>& processes, const QStringList& arguments)
    {
        static int started = 0;
        const QString port = QString::number(20'000 + QCoreApplication::applicationPid() % 20'000 + started++);
        for (int rank = 0; rank < 2; ++rank) {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert("WORLD_SIZE", "2");
            environment.insert("RANK", QString::number(rank));
            environment.insert("MASTER_ADDR", "127.0.0.1");
            environment.insert("MASTER_PORT", port);
            environment.insert("GLOO_SOCKET_IFNAME", "lo");
            processes[static_cast<std::size_t>(rank)].setProcessEnvironment(environment);
            processes[static_cast<std::size_t>(rank)].start(cliProgram(), arguments);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("OMP_NUM_THREADS", "1");
        qputenv("OMP_WAIT_POLICY", "passive");
        writeSmallCache(cache().toStdString(), {.trainScenes = 8, .validationScenes = 2});
    }

    /// The promise of the run folder: kill -9 at any moment, and the curve is that of a run that was never stopped.
    void aKilledRunGoesOnAsIfItHadNeverStopped()
    {
        const int epochs = 40;
        const CliResult straight = runCli(smallRunIn("straight", epochs));
        QVERIFY2(straight.exitCode == 0, straight.describe().constData());
        QVERIFY2(straight.output.contains("estimate: "), straight.output.constData());
        QVERIFY2(straight.output.contains("% of the steps' time"), straight.output.constData());
        const std::vector<StepRow> rows = readSteps(RunPaths{at("straight")}.steps());
        QCOMPARE(rows.size(), std::size_t{320});

        QStringList arguments = smallRunIn("killed", epochs);
        const QStringList resume{"train", "--resume", m_folder.path("killed")};
        std::srand(20240607);
        int kills = 0;
        long step = 0;
        for (; kills < 6; ++kills) {
            QProcess process;
            process.start(cliProgram(), arguments);
            step += 15 + std::rand() % 35;
            waitForStep(at("killed"), step);
            QThread::usleep(static_cast<unsigned long>(std::rand() % 20'000));  // also within a step or a file
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            QVERIFY(process.waitForFinished(60'000));
            QCOMPARE(process.exitStatus(), QProcess::CrashExit);
            QCOMPARE(RunFolder::read(at("killed")).state, RunState::Running);
            QVERIFY(!RunFolder::isInUse(at("killed")));
            arguments = resume;
        }
        const CliResult finished = runCli(resume);
        QVERIFY2(finished.exitCode == 0, finished.describe().constData());
        QVERIFY2(finished.output.contains("going on after step "), finished.output.constData());
        QVERIFY(haveSameCurve(at("straight"), at("killed")));
        QVERIFY(epochsWithoutTimes(at("straight")) == epochsWithoutTimes(at("killed")));
        QCOMPARE(weightsHash(at("killed")), weightsHash(at("straight")));
        QCOMPARE(RunFolder::read(at("killed")).state, RunState::Finished);
    }

    void ctrlCWritesACheckpointAndSaysHowToGoOn()
    {
        QProcess process;
        process.start(cliProgram(), smallRunIn("stopped", 1000));
        waitForStep(at("stopped"), 5);
        const CliResult second = runCli({"train", "--resume", m_folder.path("stopped")});
        QCOMPARE(second.exitCode, 1);
        QVERIFY2(isOneLine(second.messages) && second.messages.contains("is in use by another process ("),
                 second.messages.constData());
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        const QByteArray messages = process.readAllStandardError();
        QVERIFY2(messages.contains("; go on with: scotopic-cli train --resume "), messages.constData());
        const RunRecord record = RunFolder::read(at("stopped"));
        QCOMPARE(record.state, RunState::Paused);
        QCOMPARE(readSteps(RunPaths{at("stopped")}.steps()).back().step, record.step);
        const CliResult more =
            runCli({"train", "--resume", m_folder.path("stopped"), "--epochs", QString::number(record.epoch + 1)});
        QVERIFY2(more.exitCode == 0, more.describe().constData());
    }

    void whatHasNoEffectOnPairsIsRemarkedOn()
    {
        const QString exclusions = m_folder.write("exclusions.txt", "00001\n77777\n");
        const CliResult result =
            runCli(smallRunIn("remarks", 1) + QStringList{"--steps-per-epoch", "50", "--exclude", exclusions});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        QVERIFY2(result.messages.contains("--steps-per-epoch has no effect on pairs"), result.messages.constData());
        QVERIFY2(result.messages.contains("not among the decoded pairs: 77777\n"), result.messages.constData());
        QCOMPARE(RunFolder::read(at("remarks")).stepsPerEpoch, 7);  // of eight scenes
    }

    void aFullDiskEndsTheRunInASentence()
    {
        QStringList arguments = smallRunIn("full", 3);
        const CliResult result = runCliOnFullDisk(arguments, /*limitKib=*/300);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains("cannot be written"),
                 result.messages.constData());
        const RunRecord record = RunFolder::read(at("full"));
        QCOMPARE(record.state, RunState::Failed);
        QVERIFY(!record.reason.empty());
        const CliResult again = runCli({"train", "--resume", m_folder.path("full")});
        QVERIFY2(again.exitCode == 0, again.describe().constData());
    }

    void badInputIsOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("part");
        const QString nowhere = m_folder.path("nowhere");
        const QString run = m_folder.path("bad");
        QTest::newRow("no run") << QStringList{"--data", cache()} << 2 << QByteArray("--run DIR for a new run");
        QTest::newRow("run and resume") << QStringList{"--run", run, "--resume", run} << 2
                                        << QByteArray("cannot be used together");
        QTest::newRow("no data") << QStringList{"--run", run} << 2 << QByteArray("--data ROOT");
        QTest::newRow("nothing to resume")
            << QStringList{"--resume", nowhere} << 1 << QByteArray("nowhere: holds no training run");
        QTest::newRow("no such data") << QStringList{"--data", nowhere, "--run", run} << 1 << QByteArray("nowhere: ");
        QTest::newRow("architecture") << QStringList{"--arch", "vgg"} << 2 << QByteArray("'vgg'");
        QTest::newRow("drop") << QStringList{"--lr-drop", "soon"} << 2 << QByteArray("'soon' is not EPOCH:VALUE");
        QTest::newRow("patch") << QStringList{"--data", cache(), "--run", run, "--patch", "33"} << 2
                               << QByteArray("the patch must be a multiple of 16");
        QTest::newRow("patch too large") << QStringList{"--data", cache(), "--run", run} << 2
                                         << QByteArray("a patch of 512 packed pixels does not fit 00001_00_0.1s");
        QTest::newRow("recipe") << QStringList{"--data", cache(),    "--run",
                                               run,      "--recipe", m_folder.write("recipe.json", R"({"epoch": 3})")}
                                << 2 << QByteArray("recipe.json: 'epoch' is not a field of a recipe");
        QTest::newRow("initial model") << QStringList{"--data",      cache(),  "--run",     run,       "--init",
                                                      randomModel(), "--arch", "double-bn", "--patch", "32"}
                                       << 2 << QByteArray("is a network baseline of width 8");
        QTest::newRow("initial weights of a run that goes on") << QStringList{"--resume", run, "--init", randomModel()}
                                                               << 2 << QByteArray("--init is for new runs; a run");
        QTest::newRow("fewer scenes for a run that goes on")
            << QStringList{"--resume", run, "--debug"} << 2 << QByteArray("--debug is for new runs; a run keeps");
        QTest::newRow("exclusions for a run that goes on") << QStringList{"--resume", run, "--exclude", nowhere} << 2
                                                           << QByteArray("--exclude is for new runs; a run");
        QTest::newRow("recipe for a run that goes on")
            << QStringList{"--resume", run, "--recipe", nowhere} << 2 << QByteArray("--recipe is for new runs; a run");
        QTest::newRow("decoding what is decoded") << QStringList{"--data", cache(), "--run", run, "--cache", nowhere}
                                                  << 2 << QByteArray("is decoded already");
        QTest::newRow("drop of a cosine")
            << QStringList{"--data", cache(), "--run", run, "--schedule", "cosine", "--lr-drop", "5:1e-5"} << 2
            << QByteArray("--lr-drop is for the schedule 'steps'");
        QTest::newRow("warm-up without a cosine") << QStringList{"--data", cache(), "--run", run, "--warm-up", "5"} << 2
                                                  << QByteArray("the number of warm-up steps must be 0 unless");
        QTest::newRow("frozen group normalisation")
            << QStringList{"--data", cache(), "--run", run, "--arch", "group-norm", "--freeze-norm-after", "1"} << 2
            << QByteArray("asked for with a network that has batch normalisation");
        QTest::newRow("world without rank") << QStringList{} << 2 << QByteArray();
    }
    void badInputIsOneSentence()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, exitCode);
        QFETCH(const QByteArray, part);
        if (arguments.isEmpty()) {
            qputenv("WORLD_SIZE", "2");
        }
        const CliResult result =
            runCli(QStringList{"train"}
                   + (arguments.isEmpty() ? QStringList{"--data", cache(), "--run", m_folder.path("w")} : arguments));
        qunsetenv("WORLD_SIZE");
        QVERIFY2(result.exitCode == exitCode, result.describe().constData());
        QVERIFY2(isOneLine(result.messages), result.messages.constData());
        QVERIFY2(result.messages.contains(part), result.messages.constData());
    }

    void aRunOfAnotherVersionOrNetworkIsNamed()
    {
        const CliResult made = runCli(smallRunIn("versions", 1));
        QVERIFY2(made.exitCode == 0, made.describe().constData());
        const CliResult other = runCli({"train", "--resume", m_folder.path("versions"), "--arch", "baseline"});
        QCOMPARE(other.exitCode, 2);
        QVERIFY2(isOneLine(other.messages) && other.messages.contains("but the run trains baseline of width 4"),
                 other.messages.constData());
        QByteArray record = contentsOf(m_folder.path("versions/run.json"));
        record.replace("\"format\": 1,", "\"format\": 2,");
        QVERIFY(QFile::remove(m_folder.path("versions/run.json")));
        static_cast<void>(m_folder.write("versions/run.json", record));
        const CliResult newer = runCli({"train", "--resume", m_folder.path("versions")});
        QCOMPARE(newer.exitCode, 1);
        QVERIFY2(isOneLine(newer.messages) && newer.messages.contains("of a run of another version (run format 2"),
                 newer.messages.constData());
    }

    /// Two processes train together; when one is killed, the other leaves a checkpoint, and one alone goes on.
    void aLostProcessEndsTheRunWithACheckpoint()
    {
        std::array<QProcess, 2> processes;
        startTogether(processes, smallRunIn("lost", 1000));
        waitForStep(at("lost"), 6);
        ::kill(static_cast<pid_t>(processes[1].processId()), SIGKILL);
        QVERIFY(processes[0].waitForFinished(60'000) && processes[1].waitForFinished(60'000));
        const QByteArray messages = processes[0].readAllStandardError();
        QCOMPARE(processes[0].exitCode(), 1);
        QVERIFY2(messages.contains("another process of the run was lost"), messages.constData());
        QCOMPARE(messages.count("batch normalisation: each process normalises by"), 1);
        QVERIFY2(messages.contains("; go on with: scotopic-cli train --resume "), messages.constData());
        const RunRecord record = RunFolder::read(at("lost"));
        QCOMPARE(record.state, RunState::Paused);
        QCOMPARE(record.processes, 2);
        QCOMPARE(record.stepsPerEpoch, 4);  // eight scenes, two at a time
        const CliResult alone =
            runCli({"train", "--resume", m_folder.path("lost"), "--epochs", QString::number(record.epoch + 2)});
        QVERIFY2(alone.exitCode == 0, alone.describe().constData());
        QVERIFY(
            alone.output.contains("going on after step " + QByteArray::number(static_cast<qlonglong>(record.step))));
        QCOMPARE(RunFolder::read(at("lost")).stepsPerEpoch, 8);
    }

    /// What the second process cannot read is told by it, and counted in the run that the first one writes.
    void whatAnyProcessLeavesOutIsCounted()
    {
        const QString holes = m_folder.path("holes");
        writeSmallCache(holes.toStdString(), {.trainScenes = 8, .validationScenes = 0});
        for (const char* scene : {"00003", "00006"}) {
            QFile file(holes + "/short/" + QDir(holes + "/short").entryList({QString(scene) + "_00*"}).value(0));
            QVERIFY2(file.resize(100), qPrintable(file.fileName()));
        }
        QStringList arguments = smallRunIn("counted", 2);
        arguments.replace(arguments.indexOf("--data") + 1, holes);
        arguments += {"--allowed-failures", "0.9"};
        std::array<QProcess, 2> processes;
        startTogether(processes, arguments);
        QVERIFY(processes[0].waitForFinished(60'000) && processes[1].waitForFinished(60'000));
        const QByteArray first = processes[0].readAllStandardError();
        const QByteArray second = processes[1].readAllStandardError();
        QVERIFY2(processes[0].exitCode() == 0, first.constData());
        QCOMPARE(RunFolder::read(at("counted")).failureCount, 4);  // two in each of two epochs
        QVERIFY2(!second.contains("left out") || second.contains("process 1 of 2: left out: "), second.constData());
        for (const char* scene : {"00003_00", "00006_00"}) {
            QVERIFY2((first + second).contains(scene), (first + second).constData());
        }
    }

    void rawsAreDecodedBeforeTheFirstStep()
    {
        SCOTOPIC_REAL_FILE(set, "sid-mini");
        const QString run = m_folder.path("mini");
        const CliResult result = runCli({"train", "--data", QString::fromStdString(set), "--cache",
                                         m_folder.path("mini cache"), "--run", run, "--arch", "single-bn", "--width",
                                         "4", "--patch", "128", "--epochs", "2", "--debug", "--device", "cpu"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        QVERIFY2(result.messages.contains("decoding "), result.messages.constData());
        QCOMPARE(readSteps(RunPaths{run.toStdString()}.steps()).size(), std::size_t{10});  // five scenes, two epochs
        QVERIFY(!QDir(run + "/samples").entryList({"epoch-0002-*.png"}).isEmpty());
        QVERIFY(!QDir(run).entryList({"events.out.tfevents.*"}).isEmpty());
        QVERIFY(QFile::exists(run + "/best.safetensors"));
    }
};

SCOTOPIC_TEST(TrainCommandTest)
#include "train_test.moc"
