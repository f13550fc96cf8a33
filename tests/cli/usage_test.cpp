// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QSet>

using namespace scotopic::test;

namespace {

QString helpOf(const QStringList& command)
{
    const CliResult result = runCli(command + QStringList{"--help"});
    return result.exitCode == 0 && result.messages.isEmpty() ? QString(result.output) : QString();
}

// Every command that the help names, those below others included.
QList<QStringList> commandsBelow(const QStringList& command = {})
{
    QList<QStringList> commands;
    const QString subcommands = helpOf(command).section("Subcommands:\n", 1).section("\n\n", 0, 0);
    for (const QString& line : subcommands.split('\n', Qt::SkipEmptyParts)) {
        const QStringList subcommand = command + QStringList{line.simplified().section(' ', 0, 0)};
        commands << subcommand << commandsBelow(subcommand);
    }
    return commands;
}

QSet<QString> longOptionsIn(const QString& text, const QString& pattern)
{
    QSet<QString> options;
    const QRegularExpression expression(pattern);
    for (auto match = expression.globalMatch(text); match.hasNext();) {
        options.insert(match.next().captured(1));
    }
    return options;
}

}  // namespace

class UsageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHelps()
    {
        const QList<QStringList> commands = commandsBelow();
        QVERIFY(commands.contains(QStringList({"model", "info"})) && commands.contains(QStringList("train")));
        for (const QStringList& command : commands) {
            const QString help = helpOf(command);
            QVERIFY2(help.contains("--help"), qPrintable(command.join(' ')));
            for (const QString& line : help.split('\n')) {
                QVERIFY2(line.size() <= 132, qPrintable(line));
            }
        }
    }

    void theManualKnowsTheSameOptionsAsTheHelp()
    {
        const QString source =
            contentsOf(QString::fromStdString((sourceFolder() / "packaging" / "scotopic-cli.1").string()));
        const QSet<QString> inManual = longOptionsIn(source, R"(Fl \\?-([a-z][a-z0-9-]+))");
        QSet<QString> inHelp{"version"};
        for (const QStringList& command : commandsBelow()) {
            const QString options = helpOf(command).section("Options:", 1).section("\n\n", 0, 0);
            inHelp += longOptionsIn(options, R"((?:^|[\s,])--([a-z][a-z0-9-]+))");
        }
        QVERIFY(inHelp.contains("noise-threshold"));
        QCOMPARE(QStringList((inHelp - inManual).values()), QStringList());
        QCOMPARE(QStringList((inManual - inHelp).values()), QStringList());
    }

    void saysItsVersion()
    {
        const CliResult result = runCli({"--version"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(QRegularExpression("^scotopic-cli \\d+\\.\\d+\\.\\d+\n$").match(result.output).hasMatch());
    }

    void wrongUsageIsOneLineAndTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString photo = sampleDng();
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("an unknown command") << QStringList{"brighten", photo};
        QTest::newRow("an unknown option") << QStringList{"info", photo, "--colour"};
        QTest::newRow("no photo") << QStringList{"info"};
        QTest::newRow("an empty name") << QStringList{"info", ""};
        QTest::newRow("model alone") << QStringList{"model"};
        QTest::newRow("nowhere to write") << QStringList{"enhance", photo};
        QTest::newRow("two places to write") << QStringList{"enhance", photo, "-o", "a.png", "--output-dir", "d"};
        QTest::newRow("one output for two") << QStringList{"enhance", photo, photo, "-o", "a.png"};
        QTest::newRow("an unknown format") << QStringList{"enhance", photo, "-o", "a.webp"};
        QTest::newRow("formats that differ") << QStringList{"enhance", photo, "-o", "a.png", "--format", "tiff"};
        QTest::newRow("a 16-bit JPEG") << QStringList{"enhance", photo, "-o", "a.jpg", "--bits", "16"};
        QTest::newRow("12 bits") << QStringList{"enhance", photo, "-o", "a.png", "--bits", "12"};
        QTest::newRow("quality 0") << QStringList{"enhance", photo, "-o", "a.jpg", "--quality", "0"};
        QTest::newRow("an unknown engine") << QStringList{"enhance", photo, "-o", "a.png", "--engine", "steam"};
        QTest::newRow("an unknown device") << QStringList{"enhance", photo, "-o", "a.png", "--device", "cuda:x"};
        QTest::newRow("an unknown precision") << QStringList{"enhance", photo, "-o", "a.png", "--precision", "fp8"};
        QTest::newRow("an unknown BN mode") << QStringList{"enhance", photo, "-o", "a.png", "--bn", "median"};
        QTest::newRow("tile 0") << QStringList{"enhance", photo, "-o", "a.png", "--tile", "0"};
        QTest::newRow("a negative threshold")
            << QStringList{"develop", photo, "-o", "a.png", "--noise-threshold", "-5"};
        QTest::newRow("an odd sample") << QStringList{"sample", "-o", "a.dng", "--size", "101x100"};
        QTest::newRow("a size of text") << QStringList{"bench", "--size", "large"};
        QTest::newRow("a negative seed") << QStringList{"sample", "-o", "a.dng", "--seed", "-1"};
    }
    void wrongUsageIsOneLineAndTwo()
    {
        QFETCH(const QStringList, arguments);
        const CliResult result = runCli(arguments);
        QVERIFY2(result.exitCode == 2, result.describe().constData());
        QVERIFY2(isOneLine(result.messages) && result.messages.startsWith("scotopic-cli: "),
                 result.messages.constData());
        QVERIFY(result.output.isEmpty());
    }

    void aFullStandardOutputIsAFailure()
    {
        const QString script = R"(exec "$0" info "$1" > /dev/full)";
        const CliResult result = runProgram("bash", {"-c", script, cliProgram(), sampleDng()});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains("standard output"),
                 result.messages.constData());
    }
};

SCOTOPIC_TEST(UsageTest)
#include "usage_test.moc"
