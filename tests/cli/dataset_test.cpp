// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic::test;

namespace {

/// Two scenes of the small real set with lists, in `folder`.
void copyPairs(const Folder& folder, const QString& set)
{
    QDir().mkpath(folder.path("Sony/short"));
    QDir().mkpath(folder.path("Sony/long"));
    for (const char* scene : {"00211", "11410"}) {
        const QString shortName = QStringLiteral("Sony/short/%1_00_0.1s.dng").arg(scene);
        const QString longName = QStringLiteral("Sony/long/%1_00_10s.png").arg(scene);
        QVERIFY(QFile::copy(set + "/" + shortName, folder.path(shortName)));
        QVERIFY(QFile::copy(set + "/" + longName, folder.path(longName)));
    }
}

QJsonObject objectIn(const CliResult& result)
{
    return QJsonDocument::fromJson(result.output).object();
}

}  // namespace

class DatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aScanCountsTheSmallSet()
    {
        SCOTOPIC_REAL_FILE(set, "sid-mini");
        const CliResult result = runCli({"dataset", "scan", QString::fromStdString(set.string()), "--json"});
        QVERIFY2(result.exitCode == 0, result.describe());
        const QJsonObject splits = objectIn(result)["splits"].toObject();
        QCOMPARE(splits["train"].toObject()["pairs"].toInt(), 12);
        QCOMPARE(splits["val"].toObject()["scenes"].toInt(), 3);
        QCOMPARE(splits["test"].toObject()["pairs_by_ratio"].toObject()["100"].toInt(), 4);
        QVERIFY(objectIn(result)["missing"].toArray().isEmpty());
    }

    void aScanNamesWhatIsMissingAndExcluded()
    {
        SCOTOPIC_REAL_FILE(set, "sid-mini");
        const Folder folder;
        copyPairs(folder, QString::fromStdString(set.string()));
        QVERIFY(
            QFile::rename(folder.path("Sony/short/11410_00_0.1s.dng"), folder.path("Sony/short/10034_00_0.1s.dng")));
        QVERIFY(QFile::rename(folder.path("Sony/long/11410_00_10s.png"), folder.path("Sony/long/10034_00_10s.png")));
        const QByteArray listed = "./Sony/short/00211_00_0.1s.dng ./Sony/long/00211_00_10s.png ISO200 F8\n"
                                  "./Sony/short/00212_00_0.1s.dng ./Sony/long/00212_00_10s.png ISO200 F8\n";
        static_cast<void>(folder.write("Sony_train_list.txt", listed));
        static_cast<void>(folder.write("Sony_test_list.txt",
                                       "./Sony/short/10034_00_0.1s.dng ./Sony/long/10034_00_10s.png ISO200 F8\n"));
        const CliResult result = runCli({"dataset", "scan", folder.path()});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.messages.contains("00212_00_0.1s.dng: no such file"));
        QVERIFY(result.messages.contains("Sony_train_list.txt:2 names it"));
        QVERIFY(result.output.contains("2 missing, 0 unreadable"));
        QVERIFY(result.output.contains("scene 10034: misaligned"));
    }

    void aListWithWrongColumnsIsOneSentence()
    {
        const Folder folder;
        const QString list = folder.write("Sony_test_list.txt", "only-one-column\n");
        for (const QString& command : {QStringLiteral("scan"), QStringLiteral("cache")}) {
            const CliResult result = runCli({"dataset", command, list});
            QCOMPARE(result.exitCode, 1);
            QVERIFY2(isOneLine(result.messages) && result.messages.contains("Sony_test_list.txt:1: has one column"),
                     result.describe());
        }
    }

    void theCacheIsBuiltOnceAndVerified()
    {
        SCOTOPIC_REAL_FILE(set, "sid-mini");
        const Folder folder;
        copyPairs(folder, QString::fromStdString(set.string()));
        const QStringList call{"dataset", "cache", folder.path("Sony"), "--cache", folder.path("decoded"), "--json"};
        const QJsonObject plan = objectIn(runCli(call + QStringList{"--dry-run"}));
        QCOMPARE(plan["files_to_decode"].toInt(), 4);
        QCOMPARE(plan["bytes_to_write"].toInt(), 2 * (512 * 512 * 2 + 512 * 512 * 6));
        QVERIFY(!QDir(folder.path("decoded")).exists());
        const CliResult built = runCli(call + QStringList{"--verify", "--threads", "2"});
        QVERIFY2(built.exitCode == 0, built.describe());
        QCOMPARE(objectIn(built)["pairs_ready"].toInt(), 2);
        const QJsonObject again = objectIn(runCli(call));
        QCOMPARE(again["files_to_decode"].toInt(), 0);
        QCOMPARE(again["files_ready"].toInt(), 4);

        QFile decoded(folder.path("decoded/long/00211_00_10s.srgb"));
        QVERIFY(decoded.open(QIODevice::ReadWrite) && decoded.seek(decoded.size() / 2));
        QVERIFY(decoded.putChar('x') && decoded.putChar('y') && decoded.flush());
        const CliResult damaged = runCli(call + QStringList{"--verify"});
        QCOMPARE(damaged.exitCode, 1);
        QVERIFY2(damaged.messages.contains("00211_00_10s.srgb: is damaged: its checksum does not fit"),
                 damaged.describe());
        QVERIFY2(damaged.messages.contains("; delete it and run 'scotopic-cli dataset cache' again"),
                 damaged.describe());
        QVERIFY(QFile::remove(decoded.fileName()));
        const CliResult mended = runCli(call + QStringList{"--verify"});
        QVERIFY2(mended.exitCode == 0, mended.describe());
        QCOMPARE(objectIn(mended)["files_to_decode"].toInt(), 1);
    }

    void aFullDiskIsOneSentence()
    {
        SCOTOPIC_REAL_FILE(set, "sid-mini");
        const Folder folder;
        copyPairs(folder, QString::fromStdString(set.string()));
        const CliResult result = runCliOnFullDisk(
            {"dataset", "cache", folder.path(), "--cache", folder.path("decoded"), "--threads", "1"}, 1000);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.messages.contains("cannot be written"), result.describe());
        QVERIFY(QDir(folder.path("decoded/short")).entryList({"*.part*"}, QDir::Files | QDir::Hidden).isEmpty());
        const CliResult resumed = runCli({"dataset", "cache", folder.path(), "--cache", folder.path("decoded")});
        QVERIFY2(resumed.exitCode == 0, resumed.describe());
    }
};

SCOTOPIC_TEST(DatasetTest)
#include "dataset_test.moc"
