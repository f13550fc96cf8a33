// SPDX-License-Identifier: MIT
#include "core/image/picture_file.h"
#include "core/network/model_file.h"
#include "tests/cli/run_cli.h"
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic;
using namespace scotopic::test;

namespace {

QString lightModelOf(const Folder& folder)
{
    Model model = passThroughModel();
    model.outputSpace = OutputSpace::CameraLinear;
    model.notes["input"] = "white-balanced";
    const QString file = folder.path("light.safetensors");
    writeModelFile(file.toStdString(), model, IfExists::Overwrite);
    return file;
}

QJsonObject objectIn(const QString& file)
{
    return QJsonDocument::fromJson(contentsOf(file)).object();
}

}  // namespace

class EnhanceSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRecordIsRenderedAgainByteForByte_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("light") << "a.tif"
                               << QStringList{"--bits", "16",    "--ratio",         "20.3",     "--exposure",  "0.3",
                                              "--tone", "study", "--white-balance", "4300,7.5", "--precision", "fp32",
                                              "--tile", "64"};
        QTest::newRow("as a JPEG, automatic") << "a.jpg" << QStringList{"--quality", "71"};
        QTest::newRow("classical") << "a.png" << QStringList{"--model", "classical", "--noise-threshold", "120.5",
                                                             "--ratio", "9",         "--white-balance",   "1.9,2.1"};
    }
    void aRecordIsRenderedAgainByteForByte()
    {
        QFETCH(const QString, name);
        QFETCH(const QStringList, options);
        const Folder folder;
        QStringList words{"enhance", sampleDng(), "-o", folder.path(name), "--device", "cpu"};
        if (!options.contains("--model")) {
            words << "--model" << lightModelOf(folder);
        }
        const CliResult first = runCli(words + options);
        QVERIFY2(first.exitCode == 0, first.describe().constData());
        // Its model is found as the program's own; a record has no folder of it.
        qputenv("SCOTOPIC_MODEL", folder.path("light.safetensors").toUtf8());
        const CliResult again =
            runCli({"enhance", sampleDng(), "-o", folder.path("again-" + name), "--from", folder.path(name)});
        qunsetenv("SCOTOPIC_MODEL");
        QVERIFY2(again.exitCode == 0 && again.messages.isEmpty(), again.describe().constData());
        QVERIFY(contentsOf(folder.path("again-" + name)) == contentsOf(folder.path(name)));
    }

    void whatIsSaidBesideARecordWins()
    {
        const Folder folder;
        const QString model = lightModelOf(folder);
        QCOMPARE(runCli({"enhance", sampleDng(), "-o", folder.path("a.png"), "--model", model, "--tile", "64",
                         "--exposure", "1"})
                     .exitCode,
                 0);
        const QString copy = folder.path("other.dng");
        QFile::copy(sampleDng(), copy);
        const CliResult again = runCli({"enhance", copy, "-o", folder.path("b.png"), "--from", folder.path("a.png"),
                                        "--model", model, "--tile", "128", "--exposure", "0"});
        QVERIFY2(again.exitCode == 0, again.describe().constData());
        QVERIFY2(again.messages.contains("tiles of 128 instead of tiles of 64"), again.messages.constData());
        QVERIFY2(again.messages.contains("other.dng instead of sample.dng"), again.messages.constData());
        const CliResult lost =
            runCli({"enhance", sampleDng(), "-o", folder.path("c.png"), "--from", folder.path("a.png")});
        QCOMPARE(lost.exitCode, 1);
        QVERIFY2(lost.messages.contains("pass-through") && lost.messages.contains("--model"),
                 lost.messages.constData());
    }

    void settingsAreWrittenAndTakenUp()
    {
        const Folder folder;
        const QString model = lightModelOf(folder);
        const QString settings = folder.path("look.json");
        QCOMPARE(runCli({"enhance", sampleDng(), "-o", folder.path("a.png"), "--model", model, "--exposure", "0.5",
                         "--tone", "study", "--write-settings", settings})
                     .exitCode,
                 0);
        const QJsonObject written = objectIn(settings);
        QCOMPARE(written["ratio"].toString(), QString("auto"));
        QCOMPARE(written["exposureEv"].toDouble(), 0.5);
        QCOMPARE(written["model"].toObject()["file"].toString(), model);
        const CliResult same = runCli({"enhance", sampleDng(), "-o", folder.path("b.png"), "--settings", settings});
        QVERIFY2(same.exitCode == 0 && same.messages.isEmpty(), same.describe().constData());
        QVERIFY(contentsOf(folder.path("a.png")) == contentsOf(folder.path("b.png")));

        QJsonObject newer = written;
        newer["crop"] = QJsonObject{{"width", 3}};
        const QString newerFile = folder.write("newer.json", QJsonDocument(newer).toJson());
        const CliResult noted = runCli({"enhance", sampleDng(), "-o", folder.path("c.png"), "--settings", newerFile,
                                        "--exposure", "1", "--write-settings", folder.path("again.json")});
        QCOMPARE(noted.exitCode, 0);
        QVERIFY2(isOneLine(noted.messages) && noted.messages.contains("crop"), noted.messages.constData());
        QCOMPARE(objectIn(folder.path("again.json"))["crop"].toObject()["width"].toInt(), 3);
        QCOMPARE(objectIn(folder.path("again.json"))["exposureEv"].toDouble(), 1.0);
    }

    void wrongUseIsSaid()
    {
        const Folder folder;
        const QString text = folder.write("a.json", "{}");
        QCOMPARE(runCli({"enhance", "a.dng", "-o", "a.png", "--settings", text, "--from", text}).exitCode, 2);
        QCOMPARE(runCli({"enhance", "a.dng", "-o", "a.png", "--skip-existing", "--overwrite"}).exitCode, 2);
        const CliResult other = runCli({"enhance", sampleDng(), "-o", folder.path("a.png"), "--settings", text});
        QCOMPARE(other.exitCode, 1);
        QVERIFY2(isOneLine(other.messages) && other.messages.contains("a.json"), other.messages.constData());
        const QString developed = folder.path("d.png");
        QCOMPARE(runCli({"develop", sampleDng(), "-o", developed}).exitCode, 0);
        const CliResult none = runCli({"enhance", sampleDng(), "-o", folder.path("a.png"), "--from", developed});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.messages.contains("no record"), none.messages.constData());
    }
};

SCOTOPIC_TEST(EnhanceSettingsTest)
#include "enhance_settings_test.moc"
