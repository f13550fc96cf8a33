// SPDX-License-Identifier: MIT
#include "core/network/model_file.h"
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic;
using namespace scotopic::test;

class ModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void infoSaysWhatTheFileHolds()
    {
        const CliResult result = runCli({"model", "info", randomModel(), "--json"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        const QJsonObject info = QJsonDocument::fromJson(result.output).object();
        QCOMPARE(info["architecture"].toString(), QString("baseline"));
        QCOMPARE(info["baseWidth"].toInt(), 8);
        QCOMPARE(info["inputPlanes"].toInt(), 4);
        QCOMPARE(info["headKernel"].toInt(), 3);
        QCOMPARE(info["upsampleBias"].toBool(), true);
        QCOMPARE(info["outputSpace"].toString(), QString("display"));
        QCOMPARE(info["sha256"].toString().size(), 64);
        QVERIFY(info["notes"].isObject());
        QVERIFY(!info.contains("import"));
        QVERIFY(runCli({"model", "info", randomModel()}).output.contains("baseline"));
    }

    void weightsSurviveExportAndImport()
    {
        const Folder folder;
        const QString pth = folder.path("m.pth");
        const QString back = folder.path("back.safetensors");
        const CliResult exported = runCli({"model", "export", randomModel(), "-o", pth});
        QVERIFY2(exported.exitCode == 0, exported.describe().constData());
        const CliResult imported = runCli({"model", "import", pth, "-o", back, "--json"});
        QVERIFY2(imported.exitCode == 0, imported.describe().constData());
        QCOMPARE(QJsonDocument::fromJson(imported.output).object()["layout"].toString(), QString("study"));
        const Model original = readModelFile(randomModel().toStdString());
        const Model read = readModelFile(back.toStdString());
        QCOMPARE(read.weights.size(), original.weights.size());
        for (const auto& [name, weight] : original.weights) {
            QVERIFY2(read.weights.at(name).values == weight.values, name.c_str());
        }
        QCOMPARE(QString::fromStdString(read.notes.at("name")), QString("m"));
    }

    void infoNamesTheFormatOfAForeignFile()
    {
        const Folder folder;
        const QString pth = folder.path("m.pth");
        QCOMPARE(runCli({"model", "export", randomModel(), "-o", pth}).exitCode, 0);
        const CliResult result = runCli({"model", "info", pth});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        QVERIFY2(result.output.contains("PyTorch"), result.output.constData());
    }

    void halfWeightsTakeHalfTheSpace()
    {
        const Folder folder;
        const QString pth = folder.path("m.pth");
        const QString half = folder.path("half.safetensors");
        QCOMPARE(runCli({"model", "export", randomModel(), "-o", pth}).exitCode, 0);
        QCOMPARE(runCli({"model", "import", pth, "-o", half, "--half"}).exitCode, 0);
        QVERIFY(QFileInfo(half).size() < QFileInfo(randomModel()).size() * 6 / 10);
    }

    void existingFilesStay()
    {
        const Folder folder;
        const QString kept = folder.write("kept.pth", "mine");
        const CliResult result = runCli({"model", "export", randomModel(), "-o", kept});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(isOneLine(result.messages));
        QCOMPARE(contentsOf(kept), QByteArray("mine"));
        const CliResult onItself = runCli({"model", "export", randomModel(), "-o", randomModel(), "--overwrite"});
        QCOMPARE(onItself.exitCode, 1);
    }
};

SCOTOPIC_TEST(ModelTest)
#include "model_test.moc"
