// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <sys/stat.h>

using namespace scotopic::test;

namespace {

/// What bash makes of a line in which "$0" is the program; standard output and error as they come.
CliResult runInBash(const QString& script, const QStringList& arguments)
{
    return runProgram(QStringLiteral("bash"), QStringList{QStringLiteral("-c"), script, cliProgram()} + arguments);
}

}  // namespace

class OutputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyFilesAreReplaced_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("name");
        QTest::newRow("enhance") << QStringList{"enhance", sampleDng(), "--format", "png"} << "out";
        QTest::newRow("develop") << QStringList{"develop", sampleDng(), "--format", "png"} << "out";
        QTest::newRow("pack") << QStringList{"pack", sampleDng(), "--ratio", "1"} << "out.npy";
        QTest::newRow("sample") << QStringList{"sample", "--size", "64x64"} << "out.dng";
        QTest::newRow("model import") << QStringList{"model", "import", randomModel()} << "out.safetensors";
        QTest::newRow("model export") << QStringList{"model", "export", randomModel()} << "out.pth";
    }
    void onlyFilesAreReplaced()
    {
        QFETCH(const QStringList, command);
        QFETCH(const QString, name);
        const Folder folder;
        const QString output = folder.path(name);
        QCOMPARE(::mkfifo(output.toLocal8Bit().constData(), 0600), 0);
        for (const QStringList& overwrite : {QStringList{}, QStringList{"--overwrite"}}) {
            const CliResult run = runCli(command + QStringList{"-o", output} + overwrite);
            QCOMPARE(run.exitCode, 1);
            QCOMPARE(run.messages, "scotopic-cli: " + output.toLocal8Bit() + ": is a pipe, not a file\n");
        }
        QCOMPARE(QFile::remove(output), true);
        QVERIFY(QFile::link("/dev/null", output));
        const CliResult run = runCli(command + QStringList{"-o", output, "--overwrite"});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.messages, "scotopic-cli: " + output.toLocal8Bit() + ": is a device, not a file\n");
        QCOMPARE(QFile::symLinkTarget(output), QString("/dev/null"));
        QCOMPARE(folder.entries(), QStringList{name});
    }

    void aDashStreamsTheSameFile_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("format");
        for (const QString format : {"png", "tiff", "jpeg"}) {
            QTest::addRow("enhance, %s", qPrintable(format))
                << QStringList{"enhance", sampleDng(), "--ratio", "9"} << format;
        }
        QTest::newRow("enhance, one JSON line")
            << QStringList{"enhance", sampleDng(), "--ratio", "9", "--json"} << "png";
        QTest::newRow("develop") << QStringList{"develop", sampleDng()} << "png";
    }
    void aDashStreamsTheSameFile()
    {
        QFETCH(const QStringList, command);
        QFETCH(const QString, format);
        const Folder folder;
        const QString file = folder.path("picture");
        const CliResult written = runCli(command + QStringList{"-o", file, "--format", format});
        QVERIFY2(written.exitCode == 0, written.describe().constData());
        const CliResult streamed = runCli(command + QStringList{"-o", "-", "--format", format});
        QVERIFY2(streamed.exitCode == 0, streamed.describe().constData());
        QCOMPARE(streamed.output.size(), contentsOf(file).size());
        QVERIFY(streamed.output == contentsOf(file));
        QCOMPARE(streamed.messages.count('\n'), written.output.count('\n'));  // what is told goes to standard error
        if (command.contains("--json")) {
            QVERIFY(!QJsonDocument::fromJson(streamed.messages).isNull());
        }
    }

    void aDashNeedsAFormat()
    {
        const CliResult run = runCli({"enhance", sampleDng(), "-o", "-"});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.messages.contains("--format"), run.messages.constData());
        QVERIFY(run.output.isEmpty());
    }

    void aReaderThatGoesIsTold()
    {
        const CliResult run = runInBash(R"("$0" "$@" | head -c 10 >/dev/null; exit ${PIPESTATUS[0]})",
                                        {"enhance", sampleDng(), "-o", "-", "--format", "tiff", "--bits", "16"});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.messages.contains("standard output: cannot be written: its reader has gone"),
                 run.messages.constData());
    }

    void aFullDiskBehindStandardOutputIsTold()
    {
        if (!QFile::exists("/dev/full")) QSKIP("needs /dev/full");
        const CliResult run =
            runInBash(R"("$0" "$@" > /dev/full)", {"enhance", sampleDng(), "-o", "-", "--format", "png"});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.messages.contains("standard output: cannot be written: the disk is full"),
                 run.messages.constData());
    }

    void aReaderThatSleepsDoesNotKeepCtrlCWaiting()
    {
        QProcess process;
        process.setReadChannel(QProcess::StandardError);
        // The other end is open and nobody reads: the pipe is full after 64 kB.
        process.start("bash", {"-c", R"(exec 3> >(exec sleep 60); "$0" "$@" >&3 & program=$!
                                        sleep 2; kill -TERM $program; wait $program)",
                               cliProgram(), "enhance", sampleDng(), "-o", "-", "--format", "tiff", "--bits", "16"});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 128 + SIGTERM);
        QCOMPARE(process.readAllStandardError(), QByteArray("scotopic-cli: stopped\n"));
    }

    void aTerminalIsNotGivenAPicture()
    {
        if (QStandardPaths::findExecutable("script").isEmpty()) QSKIP("needs script(1) for a pseudo-terminal");
        const QString command =
            QStringList{cliProgram(), "enhance", sampleDng(), "-o", "-", "--format", "png"}.join(' ');
        const CliResult run = runProgram("script", {"-qec", command, "/dev/null"});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.output.contains("standard output is a terminal"), run.output.constData());
    }
};

SCOTOPIC_TEST(OutputTest)
#include "output_test.moc"
