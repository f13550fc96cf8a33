// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

namespace scotopic::test {

class EvaluateCommandTest : public QObject {
    Q_OBJECT

    Folder m_folder;
    QString m_data;

    QStringList evaluate(const QStringList& more) const
    {
        return QStringList{"evaluate", "--data", m_data, "--cache", m_folder.path("cache")} + more;
    }
    QStringList reproduce(const QString& output) const
    {
        return {"reproduce",
                "--data",
                m_data,
                "--cache",
                m_folder.path("cache"),
                "--out",
                output,
                "--epochs",
                "1",
                "--width",
                "4",
                "--patch",
                "64",
                "--bn-patches",
                "3",
                "--precision",
                "fp32",
                "--pictures",
                "2"};
    }
    static QJsonObject resultsIn(const QString& folder)
    {
        return QJsonDocument::fromJson(contentsOf(folder + "/results.json")).object();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path data = testDataFolder() / "sid-mini";
        if (testDataFolder().empty() || !std::filesystem::exists(data)) {
            QSKIP("needs sid-mini in ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        m_data = QString::fromStdString(data.string());
    }

    void aModelAndTheClassicalRenderingAreScored()
    {
        const QString output = m_folder.path("scores");
        const CliResult result = runCli(
            evaluate({"--model", randomModel(), "classical", "--protocol", "study,paper", "--out", output, "--json"}));
        QVERIFY2(result.exitCode == 0, result.describe());
        const QJsonObject printed = QJsonDocument::fromJson(result.output).object();
        QCOMPARE(printed["images"].toArray().size(), 2 * 2 * 4);
        QCOMPARE(printed["contestants"].toArray().size(), 2);
        QVERIFY(printed["contestants"].toArray().at(1)["engine"].toString().startsWith("LibRaw "));
        QCOMPARE(resultsIn(output)["means"].toArray(), printed["means"].toArray());
        for (const char* name : {"results.csv", "tables.md", "tables.tex", "report.html"}) {
            QVERIFY2(QFileInfo(output + "/" + name).size() > 500, name);
        }
        QCOMPARE(contentsOf(output + "/report.html").count("<figure"), 4 * 4);
        QDirIterator thumbnails(output + "/thumbnails", {"*.jpg"}, QDir::Files, QDirIterator::Subdirectories);
        int kept = 0;
        for (; thumbnails.hasNext(); ++kept) {
            thumbnails.next();
        }
        QCOMPARE(kept, 2 * 4);  // the window shows them when it opens the evaluation
    }

    void theAutomaticRatioStandsBesideTheTruths()
    {
        const QString output = m_folder.path("ratio");
        const CliResult result =
            runCli(evaluate({"--model", "classical", "--ratio", "auto", "--pictures", "0", "--out", output}));
        QVERIFY2(result.exitCode == 0, result.describe());
        const QJsonArray comparisons = resultsIn(output)["comparisons"].toArray();
        QCOMPARE(comparisons.size(), 1);
        QCOMPARE(comparisons.at(0)["second"].toString(), QString("classical, ratio auto"));
        QVERIFY(comparisons.at(0)["psnr_db"]["mean"].toDouble() < 0);
        QVERIFY(!QFileInfo::exists(output + "/pictures"));
    }

    void wrongUsageIsOneSentence_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("protocol") << QStringList{"--model", "classical", "--protocol", "mine"} << 2;
        QTest::newRow("statistics") << QStringList{"--model", "classical", "--bn", "frozen"} << 2;
        QTest::newRow("ratio") << QStringList{"--model", "classical", "--ratio", "0"} << 2;
        QTest::newRow("no model") << QStringList{} << 2;
        QTest::newRow("no such model") << QStringList{"--model", "/nowhere/a.safetensors"} << 1;
        QTest::newRow("no such exclusions") << QStringList{"--model", "classical", "--exclude", "/nowhere/a"} << 1;
    }
    void wrongUsageIsOneSentence()
    {
        QFETCH(QStringList, options);
        QFETCH(int, exitCode);
        const CliResult result = runCli(evaluate(options + QStringList{"--out", m_folder.path("unused")}));
        QVERIFY2(result.exitCode == exitCode, result.describe());
        QVERIFY2(isOneLine(result.messages), result.describe());
        QVERIFY(!QFileInfo::exists(m_folder.path("unused")));
    }

    /// The whole study, small: killed while it trains the second network, then again.
    void theStudyGoesOnWhereItWasKilled()
    {
        const QString output = m_folder.path("study");
        QProcess process;
        process.start(cliProgram(), reproduce(output));
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(output + "/runs/single-bn/run.json"), 240'000);
        process.kill();
        process.waitForFinished();
        const QByteArray baseline = contentsOf(output + "/runs/baseline/model.safetensors");
        QVERIFY(!baseline.isEmpty());

        const CliResult result = runCli(reproduce(output));
        QVERIFY2(result.exitCode == 0, result.describe());
        QCOMPARE(contentsOf(output + "/runs/baseline/model.safetensors"), baseline);
        QVERIFY(!result.messages.contains("training baseline"));
        const QJsonObject results = resultsIn(output);
        QCOMPARE(results["protocols"].toArray().size(), 2);
        QCOMPARE(results["contestants"].toArray().size(), 7);
        QStringList kinds;
        for (const QJsonValue& contestant : results["contestants"].toArray()) {
            kinds << contestant["batch_norm_statistics"].toString();
        }
        QCOMPARE(kinds.join(' '), QString("- image running precise image running precise"));
        QVERIFY(contentsOf(output + "/tables.md").contains("published: double BN"));
        QVERIFY(QFileInfo::exists(output + "/figure2.png"));

        const CliResult again = runCli(reproduce(output));
        QVERIFY2(again.exitCode == 0, again.describe());
        QVERIFY(!again.messages.contains("training "));
        QCOMPARE(resultsIn(output)["images"].toArray(), results["images"].toArray());
        QFile exclusions(m_folder.path("exclusions.txt"));
        QVERIFY(exclusions.open(QIODevice::WriteOnly));
        exclusions.write("00211\n");
        exclusions.close();
        const CliResult fewer = runCli(reproduce(output) + QStringList{"--exclude", exclusions.fileName()});
        QVERIFY2(fewer.exitCode == 2, fewer.describe());
        QVERIFY2(fewer.messages.contains("other pairs"), fewer.describe());
        const CliResult other = runCli(reproduce(output) + QStringList{"--seed", "7"});
        QVERIFY2(other.exitCode == 2, other.describe());
        QVERIFY2(other.messages.contains("another recipe"), other.describe());
    }
};

SCOTOPIC_TEST(EvaluateCommandTest)

}  // namespace scotopic::test

#include "evaluate_test.moc"
