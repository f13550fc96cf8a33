// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>

#include <algorithm>
#include <csignal>
#include <vector>

using namespace scotopic::test;

namespace {

/// As /proc/PID/status has it: bit 0 is signal 1.
quint64 bitOf(int signal)
{
    return quint64{1} << (signal - 1);
}

quint64 maskOf(const std::vector<int>& signals)
{
    quint64 mask = 0;
    for (const int signal : signals) {
        mask |= bitOf(signal);
    }
    return mask;
}

quint64 maskIn(const QProcess& process, const QByteArray& field)
{
    const QByteArray status = contentsOf(QStringLiteral("/proc/%1/status").arg(process.processId()));
    const qsizetype at = status.indexOf("\n" + field + ":\t") + field.size() + 3;
    return status.mid(at, 16).toULongLong(nullptr, 16);
}

const quint64 kWatched = maskOf({SIGHUP, SIGINT, SIGQUIT, SIGTERM});

}  // namespace

/// Both programs, as they are and with a library that takes signals over before main() and again later.
class InheritedSignalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasIgnoredStaysSo_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<bool>("withLibrary");
        QTest::addColumn<std::vector<int>>("ignored");
        const std::vector<std::pair<const char*, QString>> programs{
            {"command line", cliProgram()}, {"window", QStringLiteral(SCOTOPIC_WINDOW_PROGRAM)}};
        for (const auto& [name, program] : programs) {
            for (const bool withLibrary : {false, true}) {
                const char* library = withLibrary ? ", a library takes them" : "";
                QTest::addRow("%s%s: none", name, library) << program << withLibrary << std::vector<int>{};
                QTest::addRow("%s%s: nohup", name, library) << program << withLibrary << std::vector{SIGHUP};
                QTest::addRow("%s%s: background job", name, library)
                    << program << withLibrary << std::vector{SIGINT, SIGQUIT};
                QTest::addRow("%s%s: all", name, library)
                    << program << withLibrary << std::vector{SIGHUP, SIGINT, SIGTERM};
            }
        }
    }
    void whatWasIgnoredStaysSo()
    {
        QFETCH(const QString, program);
        QFETCH(const bool, withLibrary);
        QFETCH(const std::vector<int>, ignored);
        if (!QFile::exists(program)) QSKIP("needs the window's program");
        const Folder folder;
        QProcess process;
        start(process, program, withLibrary, ignored, folder);
        if (withLibrary) {
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("taken")), 60'000);
        }
        const quint64 expected = maskOf(ignored);
        QTRY_COMPARE_WITH_TIMEOUT(maskIn(process, "SigIgn") & kWatched, expected, 60'000);
        for (const int signal : ignored) {
            ::kill(static_cast<pid_t>(process.processId()), signal);  // thrown away at once, or it would end
        }
        QCOMPARE(maskIn(process, "SigIgn") & kWatched, expected);
        QCOMPARE(process.state(), QProcess::Running);
        process.kill();
        QVERIFY(process.waitForFinished(60'000));
    }

private:
    /// Something that takes longer than the test.
    static void start(QProcess& process, const QString& program, bool withLibrary, const std::vector<int>& ignored,
                      const Folder& folder)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("HOME", folder.path());
        environment.insert("XDG_CONFIG_HOME", folder.path());
        if (withLibrary) {
            environment.insert("LD_PRELOAD", SCOTOPIC_TAKES_SIGNALS);
            environment.insert("SCOTOPIC_TEST_TAKEN", folder.path("taken"));
        }
        process.setProcessEnvironment(environment);
        process.setChildProcessModifier([ignored] {
            for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
                const bool isIgnored = std::find(ignored.begin(), ignored.end(), signal) != ignored.end();
                std::signal(signal, isIgnored ? SIG_IGN : SIG_DFL);
            }
        });
        QStringList arguments;
        if (program == cliProgram()) {
            arguments = QStringList{"enhance", "--output-dir", folder.path("out"), "--ratio", "9"}
                        + QStringList(5000, sampleDng());
        }
        process.start(program, arguments);
        QVERIFY(process.waitForStarted(60'000));
    }
};

SCOTOPIC_TEST(InheritedSignalsTest)
#include "inherited_signals_test.moc"
