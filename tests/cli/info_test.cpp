// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic::test;

namespace {

QJsonObject infoOf(const QString& photo)
{
    const CliResult result = runCli({"info", photo, "--json"});
    return result.exitCode == 0 ? QJsonDocument::fromJson(result.output).object() : QJsonObject();
}

QString path(const std::filesystem::path& file)
{
    return QString::fromStdString(file.string());
}

}  // namespace

class InfoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsWhatTheSampleWasMadeWith()
    {
        const QJsonObject info = infoOf(sampleDng());
        QCOMPARE(info["cfa"].toString(), QString("RGGB"));
        QCOMPARE(info["width"].toInt(), 640);
        QCOMPARE(info["height"].toInt(), 448);
        QCOMPARE(info["blackLevel"].toArray().size(), 4);
        QCOMPARE(info["whiteBalance"].toArray().size(), 3);
        QVERIFY(info["whiteLevel"].toDouble() > info["blackLevel"].toArray()[0].toDouble());
        QVERIFY(info["suggestedRatio"].toDouble() > 1);
        QVERIFY(info["suggestedRatio"].toDouble() <= 300);
        for (const char* key : {"make", "model", "exposureSeconds", "isoSpeed", "orientation"}) {
            QVERIFY2(!info[QLatin1String(key)].isUndefined() && !info[QLatin1String(key)].isNull(), key);
        }
    }

    void knowsTheLevelsOfARealSonyCrop()
    {
        SCOTOPIC_REAL_FILE(folder, "sid-mini/Sony/short");
        const auto photo = std::filesystem::directory_iterator(folder)->path();
        const QJsonObject info = infoOf(path(photo));
        QCOMPARE(info["blackLevel"].toArray(), QJsonArray({512, 512, 512, 512}));
        QCOMPARE(info["whiteLevel"].toDouble(), 16383.0);
        QCOMPARE(info["cfa"].toString(), QString("RGGB"));
        QCOMPARE(info["width"].toInt(), 512);
    }

    void namesThePhaseOfEveryBayerCamera_data()
    {
        QTest::addColumn<QString>("cfa");
        for (const char* cfa : {"RGGB", "GRBG", "GBRG", "BGGR"}) {
            QTest::newRow(cfa) << QString(cfa);
        }
    }
    void namesThePhaseOfEveryBayerCamera()
    {
        QFETCH(const QString, cfa);
        SCOTOPIC_REAL_FILE(folder, "raw");
        const QJsonObject info = infoOf(path(folder) + "/nikon-d750-" + cfa.toLower() + ".dng");
        QCOMPARE(info["cfa"].toString(), cfa);
        QCOMPARE(info["blackLevel"].toArray()[0].toDouble(), 600.0);
        QCOMPARE(info["whiteLevel"].toDouble(), 15520.0);
    }

    void knowsXTrans()
    {
        SCOTOPIC_REAL_FILE(photo, "raw/xtrans-remosaic-hero6.dng");
        const QJsonObject info = infoOf(path(photo));
        QCOMPARE(info["cfa"].toString(), QString("X-Trans"));
        QCOMPARE(info["blackLevel"].toArray().size(), 3);
    }

    void printsOneJsonLineForEachPhotoAndGoesOnAfterABadOne()
    {
        const CliResult result = runCli({"info", sampleDng(), "/nowhere.dng", sampleDng(), "--json"});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.output.count('\n'), 2);
        for (const QByteArray& line : result.output.trimmed().split('\n')) {
            QVERIFY(QJsonDocument::fromJson(line).isObject());
        }
        QCOMPARE(result.messages, QByteArray("scotopic-cli: /nowhere.dng: no such file\n"));
    }

    void printsTextForPeople()
    {
        const CliResult result = runCli({"info", sampleDng()});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.output.startsWith(sampleDng().toUtf8()));
        QVERIFY(result.output.contains("640 x 448"));
        QVERIFY(result.output.contains("Suggested ratio"));
        QVERIFY(result.output.contains(" EV)"));
    }
};

SCOTOPIC_TEST(InfoTest)
#include "info_test.moc"
