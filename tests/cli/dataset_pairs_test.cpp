// SPDX-License-Identifier: MIT
#include "core/image/picture_file.h"
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace scotopic;
using namespace scotopic::test;

namespace {

/// A clean raw, made once by the program itself.
QString cleanDng()
{
    static const Folder folder;
    static const QString file = [] {
        const QString name = folder.path("clean.dng");
        if (runCli({"sample", "-o", name, "--ratio", "1", "--size", "640x448"}).exitCode != 0) {
            qFatal("no clean sample");
        }
        return name;
    }();
    return file;
}

/// Pairs of 256 x 192 photosites in `folder`/set.
CliResult madePairs(const Folder& folder, int pairCount, const QStringList& more = {})
{
    return runCli(QStringList{"dataset", "synthesize", cleanDng(), "-o", folder.path("set"), "--pairs",
                              QString::number(pairCount), "--size", "256x192", "--scale", "full"}
                  + more);
}

QJsonObject objectOf(const CliResult& result)
{
    return QJsonDocument::fromJson(result.output).object();
}

/// Rewrites a ground truth with everything `pixels` further to the right.
void moveToTheRight(const QString& file, int pixels)
{
    SrgbPicture picture = readPicture(file.toStdString());
    const auto rowLength = static_cast<std::ptrdiff_t>(picture.size.width) * 3;
    for (int y = 0; y < picture.size.height; ++y) {
        const auto row = picture.rgb.begin() + y * rowLength;
        std::rotate(row, row + rowLength - static_cast<std::ptrdiff_t>(pixels) * 3, row + rowLength);
    }
    writePicture(file.toStdString(), picture,
                 {.format = PictureFormat::Png, .bitsPerChannel = 16, .ifExists = IfExists::Overwrite}, {}, {});
}

}  // namespace

class DatasetPairsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void synthesizedPairsAreFoundWhole()
    {
        const Folder folder;
        const CliResult made = madePairs(folder, 3, {"--ratios", "20..300", "--json"});
        QVERIFY2(made.exitCode == 0, made.describe().constData());
        QCOMPARE(objectOf(made)["pairs"].toObject()["train"].toInt(), 3);
        const CliResult scan = runCli({"dataset", "scan", folder.path("set"), "--deep", "--json"});
        QVERIFY2(scan.exitCode == 0, scan.describe().constData());
        QCOMPARE(objectOf(scan)["splits"].toObject()["train"].toObject()["pairs"].toInt(), 3);
    }

    void aPairThatIsShiftedIsFoundAndWrittenDown()
    {
        const Folder folder;
        QCOMPARE(madePairs(folder, 3, {"--ratios", "30", "--read-noise", "gaussian"}).exitCode, 0);
        const QString longFolder = folder.path("set/Sony/long/");
        moveToTheRight(longFolder + "00002_00_10s.png", 6);
        const QString exclusions = folder.path("suspects.txt");
        const CliResult checked = runCli({"dataset", "check", folder.path("set"), "--write-exclusions", exclusions});
        QVERIFY2(checked.exitCode == 0, checked.describe().constData());
        QVERIFY2(checked.output.contains("2 aligned, 1 suspect, 0 unknown, 0 failed"), checked.output.constData());
        const QByteArray written = contentsOf(exclusions);
        QVERIFY2(written.contains("\n00002  # shifted by ") && written.contains(" right, "), written.constData());
        QCOMPARE(written.count('\n'), 2);

        const CliResult again = runCli({"dataset", "check", folder.path("set"), "--write-exclusions", exclusions});
        QVERIFY(again.exitCode == 1 && again.output.isEmpty() && isOneLine(again.messages));

        const CliResult json = runCli({"dataset", "check", folder.path("set"), "--json"});
        const QJsonArray pairs = objectOf(json)["pairs"].toArray();
        QCOMPARE(pairs.size(), 3);
        const QJsonObject shifted = pairs[1].toObject();
        QCOMPARE(shifted["verdict"].toString(), QStringLiteral("suspect"));
        QVERIFY(std::abs(shifted["shift"].toObject()["x_px"].toDouble() - 6) < 0.3);
    }

    void aDecodedCacheIsCheckedWithoutItsRaws()
    {
        const Folder folder;
        QCOMPARE(madePairs(folder, 2, {"--ratios", "30"}).exitCode, 0);
        QCOMPARE(runCli({"dataset", "cache", folder.path("set"), "--cache", folder.path("cache")}).exitCode, 0);
        QVERIFY(QDir(folder.path("set")).removeRecursively());
        const CliResult checked = runCli({"dataset", "check", folder.path("cache")});
        QVERIFY2(checked.exitCode == 0, checked.describe().constData());
        QVERIFY2(checked.output.contains("2 aligned, 0 suspect"), checked.output.constData());
    }

    void aGroundTruthInTwoSplitsIsAnError()
    {
        const Folder folder;
        QCOMPARE(madePairs(folder, 1, {"--ratios", "30"}).exitCode, 0);
        const QString set = folder.path("set/");
        QFile::copy(set + "Sony/long/00001_00_10s.png", set + "Sony/long/10001_00_10s.png");
        const QString name = QDir(set + "Sony/short").entryList(QDir::Files).first();
        QFile::copy(set + "Sony/short/" + name, set + "Sony/short/1" + name.mid(1));
        QVERIFY(QFile::remove(set + "Sony_train_list.txt"));
        const CliResult checked = runCli({"dataset", "check", set});
        QCOMPARE(checked.exitCode, 1);
        QVERIFY2(checked.messages.contains("are the same, of the train and the test split"),
                 checked.messages.constData());
    }

    void aBrokenRawFailsItsPairAlone()
    {
        const Folder folder;
        QCOMPARE(madePairs(folder, 2, {"--ratios", "30"}).exitCode, 0);
        const QString broken = folder.path("set/Sony/short/") + "00001_00_0.33333s.dng";
        QVERIFY(QFile::resize(broken, 3000));
        const CliResult checked = runCli({"dataset", "check", folder.path("set")});
        QCOMPARE(checked.exitCode, 1);
        QVERIFY(checked.output.contains("1 aligned, 0 suspect, 0 unknown, 1 failed"));
        QVERIFY2(isOneLine(checked.messages) && checked.messages.contains("00001_00"), checked.messages.constData());
    }

    void pairsThatCannotBeDecodedFailEvaluationAndTraining()
    {
        const Folder folder;
        QCOMPARE(madePairs(folder, 3, {"--ratios", "30"}).exitCode, 0);
        QVERIFY(QFile::resize(folder.path("set/Sony/short/") + "00001_00_0.33333s.dng", 3000));
        const QStringList data{"--data", folder.path("set"), "--cache", folder.path("cache")};
        const QString output = folder.path("scores");
        const QStringList evaluate =
            QStringList{"evaluate", "--model", "classical", "--split", "train", "--pictures", "0", "--out", output}
            + data;
        const CliResult scored = runCli(evaluate);
        QVERIFY2(scored.exitCode == 1, scored.describe().constData());
        QVERIFY2(scored.messages.contains("not scored: ") && scored.messages.contains("00001_00"),
                 scored.messages.constData());
        const QJsonObject results = QJsonDocument::fromJson(contentsOf(output + "/results.json")).object();
        QCOMPARE(results["failures"].toArray().size(), 1);
        QCOMPARE(results["images"].toArray().size(), 2);

        const QString exclusions = folder.write("exclusions.txt", "00002 # dark\n00001\n77777\n");
        const CliResult excluded = runCli(evaluate + QStringList{"--exclude", exclusions});
        QVERIFY2(excluded.exitCode == 0, excluded.describe().constData());
        QVERIFY2(excluded.messages.contains("not among the decoded pairs: 00001, 77777\n"),
                 excluded.messages.constData());
        const QJsonObject fewer = QJsonDocument::fromJson(contentsOf(output + "/results.json")).object();
        QCOMPARE(fewer["excluded"].toArray().size(), 1);
        QCOMPARE(fewer["excluded"].toArray().first().toString(), QString("00002 (dark)"));

        const CliResult trained = runCli(QStringList{"train", "--run", folder.path("run"), "--patch", "32"} + data);
        QCOMPARE(trained.exitCode, 1);
        QVERIFY2(trained.messages.contains("(1 of 3 pairs to train on cannot be decoded, more than allowed)"),
                 trained.messages.constData());
    }

    void nothingThatIsThereIsReplaced()
    {
        const Folder folder;
        QVERIFY(QDir(folder.path()).mkdir("set"));
        QVERIFY(!folder.write("set/mine.txt", "mine").isEmpty());
        const CliResult made = madePairs(folder, 1);
        QCOMPARE(made.exitCode, 1);
        QVERIFY2(isOneLine(made.messages) && made.messages.contains("not an empty folder"), made.messages.constData());
        QCOMPARE(QDir(folder.path("set")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
    }

    void misuseIsExplained_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("ratio") << QStringList{"--ratios", "100,400"} << QByteArray("from 1 to 300");
        QTest::newRow("range") << QStringList{"--ratios", "300..100"} << QByteArray("lower ratio comes first");
        QTest::newRow("splits") << QStringList{"--splits", "1,2"} << QByteArray("three shares");
        QTest::newRow("odd size") << QStringList{"--size", "255x192"} << QByteArray("even numbers");
        QTest::newRow("noise") << QStringList{"--read-noise", "white"} << QByteArray("tukey");
        QTest::newRow("seed") << QStringList{"--seed", "-1"} << QByteArray("whole number");
    }

    void misuseIsExplained()
    {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, says);
        const Folder folder;
        const CliResult result =
            runCli(QStringList{"dataset", "synthesize", cleanDng(), "-o", folder.path("set")} + options);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.messages.contains(says) && result.messages.contains(options.front().toUtf8()),
                 result.messages.constData());
        QVERIFY(folder.entries().isEmpty());
    }

    void aFileThatIsNoCameraIsNamed()
    {
        const Folder folder;
        const QString file = folder.write("camera.json", "{}");
        const CliResult result = madePairs(folder, 1, {"--camera", file});
        QVERIFY(result.exitCode != 0);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains("camera.json")
                     && result.messages.contains("no noise calibration"),
                 result.messages.constData());
    }

    void pairsOfSidAreAllAligned()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini");
        const CliResult checked = runCli({"dataset", "check", QString::fromStdString(folder)});
        QVERIFY2(checked.exitCode == 0, checked.describe().constData());
        QVERIFY(checked.output.contains("19 aligned, 0 suspect, 0 unknown, 0 failed"));
    }
};

SCOTOPIC_TEST(DatasetPairsTest)
#include "dataset_pairs_test.moc"
