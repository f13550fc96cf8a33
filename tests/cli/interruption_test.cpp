// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

#include <csignal>

using namespace scotopic;
using namespace scotopic::test;

class InterruptionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignalStopsABatchBetweenWholeFiles_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("termination") << SIGTERM;
        QTest::newRow("hangup") << SIGHUP;
    }
    void aSignalStopsABatchBetweenWholeFiles()
    {
        QFETCH(const int, signal);
        const Folder folder;
        const int photoCount = 200;
        QStringList arguments{"enhance", "--output-dir", folder.path("out"), "--ratio", "9", "--json"};
        for (int i = 0; i < photoCount; ++i) {
            arguments << sampleDng();
        }
        QProcess process;
        process.setChildProcessModifier([] { ::signal(SIGHUP, SIG_DFL); });
        process.start(cliProgram(), arguments);
        QVERIFY(process.waitForReadyRead(60'000));
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + signal);
        QCOMPARE(process.readAllStandardError(), QByteArray("scotopic-cli: stopped\n"));
        const QStringList written =
            QDir(folder.path("out")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        QCOMPARE(written.size() + 1, process.readAllStandardOutput().count('\n'));  // and a closing line
        QVERIFY(!written.isEmpty() && written.size() < photoCount);
    }

    void aHangupThatIsIgnoredStaysSo()
    {
        const Folder folder;
        QStringList arguments{"enhance", "--output-dir", folder.path("out"), "--ratio", "9", "--json"};
        const int photoCount = 20;
        for (int i = 0; i < photoCount; ++i) {
            arguments << sampleDng();
        }
        QProcess process;
        process.setChildProcessModifier([] { ::signal(SIGHUP, SIG_IGN); });  // as nohup does
        process.start(cliProgram(), arguments);
        QVERIFY(process.waitForReadyRead(60'000));
        ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardOutput().count('\n'), photoCount + 1);  // a closing line, too
    }

    /// It does not wait for the picture that is being encoded.
    void theSecondSignalLeavesNoTemporaryFileAndNoNewFolder()
    {
        const Folder folder;
        const QDir pictures(folder.path("pictures"));
        const auto filters = QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot;
        const QString photo = folder.path("large.dng");
        QCOMPARE(runCli({"sample", "-o", photo, "--size", "3072x2048"}).exitCode, 0);
        QProcess process;
        process.start(cliProgram(),
                      {"enhance", photo, "--output-dir", pictures.path(), "--bits", "16", "--ratio", "9"});
        QTRY_VERIFY_WITH_TIMEOUT(!pictures.entryList(filters).isEmpty(), 60'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(process.exitCode() == 128 + SIGINT || process.exitCode() == 128 + SIGTERM,
                 QByteArray::number(process.exitCode()));
        QCOMPARE(folder.entries(), QStringList{"large.dng"});
    }

    void aSignalWhileAPictureIsEncodedIsObeyed_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("termination") << SIGTERM;
    }
    void aSignalWhileAPictureIsEncodedIsObeyed()
    {
        QFETCH(const int, signal);
        const Folder folder;
        const QString photo = folder.path("large.dng");
        QCOMPARE(runCli({"sample", "-o", photo, "--size", "3072x2048"}).exitCode, 0);
        (void)folder.write("old.png", "old");
        QProcess process;
        process.start(cliProgram(),
                      {"enhance", photo, "-o", folder.path("old.png"), "--bits", "16", "--ratio", "9", "--overwrite"});
        const auto isEncoding = [&folder] { return !folder.entries().filter(".part").isEmpty(); };
        QTRY_VERIFY_WITH_TIMEOUT(isEncoding() && !QTest::qWaitFor([&] { return !isEncoding(); }, 20), 60'000);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + signal);
        QCOMPARE(process.readAllStandardError(), QByteArray("scotopic-cli: stopped\n"));
        QCOMPARE(folder.entries(), (QStringList{"large.dng", "old.png"}));
        QCOMPARE(contentsOf(folder.path("old.png")), QByteArray("old"));
    }

    /// Progress shows on a terminal, and Ctrl-C typed there while the network runs leaves nothing behind.
    void ctrlCOnATerminalStopsTheNetwork()
    {
        if (QStandardPaths::findExecutable("script").isEmpty()) QSKIP("needs script(1) for a pseudo-terminal");
        const Folder folder;
        const QString model = folder.path("m.safetensors");
        writeModelFile(model.toStdString(), makeRandomModel({}, /*seed=*/1), IfExists::Refuse);
        const QString output = folder.path("o.png");
        // Tiles of 16 make the same picture a hundred times slower: long enough to be interrupted.
        const QString command = QStringList{cliProgram(), "enhance", sampleDng(), "-o", output,     "--model", model,
                                            "--ratio",    "9",       "--tile",    "16", "--device", "cpu"}
                                    .join(' ');
        QProcess terminal;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TERM", "xterm");
        terminal.setProcessEnvironment(environment);
        terminal.setProcessChannelMode(QProcess::MergedChannels);
        terminal.start("script", {"-qec", command, "/dev/null"});
        QByteArray shown;
        const QRegularExpression progress("sample\\.dng: .*\\d+ %");
        while (!progress.match(shown).hasMatch() && terminal.waitForReadyRead(60'000)) {
            shown += terminal.readAll();
        }
        QVERIFY2(progress.match(shown).hasMatch(), shown.constData());
        terminal.write("\x03");
        QVERIFY(terminal.waitForFinished(60'000));
        shown += terminal.readAll();
        QVERIFY2(shown.contains("scotopic-cli: stopped"), shown.constData());
        QCOMPARE(terminal.exitCode(), 130);
        QCOMPARE(folder.entries(), QStringList{"m.safetensors"});
    }
};

SCOTOPIC_TEST(InterruptionTest)
#include "interruption_test.moc"
