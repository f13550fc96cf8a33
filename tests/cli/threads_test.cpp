// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>
#include <QThread>

#include <csignal>
#include <map>
#include <unistd.h>

using namespace scotopic::test;

namespace {

constexpr int kLongestMs = 120'000;

/// Clock ticks that all threads of a process have computed; -1 when it is gone.
long computedTicks(qint64 process)
{
    const QByteArray stat = contentsOf(QStringLiteral("/proc/%1/stat").arg(process));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return fields.size() > 12 ? fields[11].toLong() + fields[12].toLong() : -1;  // utime and stime: proc(5)
}

bool handles(qint64 process, int signal)
{
    const QByteArray status = contentsOf(QStringLiteral("/proc/%1/status").arg(process));
    const qsizetype at = status.indexOf("SigCgt:");
    const quint64 caught = status.mid(at + 8, 16).toULongLong(nullptr, 16);
    return at >= 0 && (caught >> (signal - 1) & 1U) != 0;
}

std::map<QString, QByteArray> filesIn(const QString& folder)
{
    std::map<QString, QByteArray> files;
    for (QDirIterator all(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); all.hasNext();) {
        const QString file = all.next();
        files.emplace(QDir(folder).relativeFilePath(file), contentsOf(file));
    }
    return files;
}

}  // namespace

/// Every command that works in parallel, with more threads than there are processors too.
class ThreadsTest : public QObject {
    Q_OBJECT

    Folder m_folder;

    [[nodiscard]] QString set() const { return m_folder.path("set"); }
    [[nodiscard]] QString cache() const { return m_folder.path("cache"); }

    /// More work than is done before the signal comes; %1 is where it may write.
    [[nodiscard]] std::map<QString, QStringList> commands() const
    {
        QStringList enhance{"enhance", "--output-dir", "%1", "--model", randomModel(), "--ratio", "9"};
        for (int i = 0; i < 50; ++i) {
            enhance << sampleDng();
        }
        return {
            {"cache", {"dataset", "cache", set(), "--cache", "%1"}},
            {"check", {"dataset", "check", set()}},
            {"scan", {"dataset", "scan", set(), "--deep"}},
            {"synthesize", {"dataset", "synthesize", sampleDng(), "-o", "%1", "--pairs", "400", "--size", "320x224"}},
            {"clean", {"dataset", "clean", sampleDng(), "-o", "%1", "--charts", "200"}},
            {"enhance", enhance},
            {"evaluate",
             {"evaluate", "--data", set(), "--cache", cache(), "--model", randomModel(), "classical", "--split",
              "train", "--out", "%1"}},
            {"train",
             {"train", "--data", set(), "--cache", cache(), "--run", "%1", "--epochs", "500", "--patch", "64"}}};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(runCli({"dataset", "synthesize", sampleDng(), "-o", set(), "--pairs", "40"}).exitCode, 0);
        QCOMPARE(runCli({"dataset", "cache", set(), "--cache", cache()}).exitCode, 0);
    }

    void stoppedAtAnyMomentACommandSaysSo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("signal");
        const std::array signals{SIGINT, SIGTERM, SIGHUP};
        std::size_t next = 0;
        for (const auto& [name, arguments] : commands()) {
            for (const int threads : {1, 2, 8}) {
                QTest::addRow("%s, %d threads", qPrintable(name), threads)
                    << arguments << threads << signals.at(next++ % signals.size());
            }
            ++next;  // another signal for each number of threads
        }
    }
    void stoppedAtAnyMomentACommandSaysSo()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, threads);
        QFETCH(const int, signal);
        for (int latestTick = 40; latestTick > 0; latestTick /= 3) {
            const Folder folder;
            QStringList words = arguments;
            words.replaceInStrings("%1", folder.path("out"));
            words << "--threads" << QString::number(threads);
            QProcess process;
            process.setChildProcessModifier([] { ::signal(SIGHUP, SIG_DFL); });
            process.start(cliProgram(), words);
            QVERIFY(process.waitForStarted());
            const qint64 id = process.processId();
            while (!process.waitForFinished(1) && !handles(id, signal)) {}
            const long moment = computedTicks(id) + QRandomGenerator::global()->bounded(latestTick);
            while (!process.waitForFinished(1) && computedTicks(id) < moment) {}
            if (process.state() == QProcess::Running) {
                ::kill(static_cast<pid_t>(id), signal);
            }
            QVERIFY(process.waitForFinished(kLongestMs) || process.state() == QProcess::NotRunning);
            const QByteArray messages = process.readAllStandardError();
            QVERIFY2(!messages.contains("terminate"), messages);
            if (process.exitStatus() == QProcess::CrashExit || process.exitCode() == 0) {
                continue;  // done before the signal came, or while it did: earlier, then
            }
            QVERIFY2(process.exitCode() == 128 + signal, messages + QByteArray::number(process.exitCode()));
            QVERIFY2(messages.endsWith("scotopic-cli: stopped\n"), messages);
            return;
        }
        QFAIL("done before every signal");
    }

    void whatIsWrittenDoesNotDependOnTheThreads_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString sample = sampleDng();
        QTest::newRow("cache") << QStringList{"dataset", "cache", set(), "--cache", "%1"};
        QTest::newRow("clean") << QStringList{"dataset", "clean", sample, "-o", "%1", "--charts", "3"};
        QTest::newRow("enhance") << QStringList{"enhance", sample, "--model", randomModel(), "-o", "%1/o.png"};
        QTest::newRow("classical") << QStringList{"enhance", sample, "--model", "classical", "-o", "%1/o.png"};
        QTest::newRow("develop") << QStringList{"develop", sample, "--ratio", "30", "-o", "%1/o.png"};
        QTest::newRow("pack") << QStringList{"pack", sample, "--ratio", "30", "-o", "%1/o.npy"};
        QTest::newRow("sample") << QStringList{"sample", "--size", "640x640", "-o", "%1/o.dng"};
    }
    void whatIsWrittenDoesNotDependOnTheThreads()
    {
        QFETCH(const QStringList, arguments);
        std::map<QString, QByteArray> ofOne;
        for (const char* const threads : {"1", "2", "8"}) {
            const Folder folder;
            QVERIFY(QDir(folder.path()).mkdir("out"));
            QStringList all = arguments;
            all.replaceInStrings("%1", folder.path("out"));
            const CliResult result = runCli(all + QStringList{"--threads", threads});
            QVERIFY2(result.exitCode == 0, result.describe());
            std::map<QString, QByteArray> files = filesIn(folder.path("out"));
            QVERIFY(!files.empty());
            if (ofOne.empty()) {
                ofOne = std::move(files);
            } else {
                QCOMPARE(files, ofOne);
            }
        }
    }

    void itIsToldOnHowManyItComputes()
    {
        QVERIFY(runCli({"doctor", "--threads", "3", "--json"}).output.contains("\"threads\": 3"));
        for (const char* const wrong : {"0", "257", "two"}) {
            const CliResult result = runCli({"doctor", "--threads", wrong});
            QCOMPARE(result.exitCode, 2);
            QVERIFY2(isOneLine(result.messages) && result.messages.contains("--threads"), result.describe());
        }
    }
};

SCOTOPIC_TEST(ThreadsTest)
#include "threads_test.moc"
