// SPDX-License-Identifier: MIT
#include "tests/cli/run_cli.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace scotopic::test;

class MachineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDoctorFindsEveryEngineHealthy()
    {
        const CliResult result = runCli({"doctor", "--json"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        const QJsonObject report = QJsonDocument::fromJson(result.output).object();
        QVERIFY(report["versions"].toObject()["LibTorch"].toString().contains('.'));
        QVERIFY(report["versions"].toObject()["LibRaw"].toString().contains('.'));
        QVERIFY(!report["devices"].toArray().isEmpty());
        QVERIFY(!report["checks"].toArray().isEmpty());
        for (const QJsonValue& check : report["checks"].toArray()) {
            QVERIFY(check.toObject()["passed"].toBool());
            QVERIFY(check.toObject()["largestDifference"].toDouble() <= check.toObject()["tolerance"].toDouble());
        }
    }

    void theBenchmarkMeasuresEveryEngine()
    {
        const CliResult result = runCli({"bench", "--json", "--size", "64x48", "--repeat", "1", "--device", "cpu"});
        QVERIFY2(result.exitCode == 0, result.describe().constData());
        const QJsonObject report = QJsonDocument::fromJson(result.output).object();
        QVERIFY(report["peak"].toObject()["fp32Gflops"].toDouble() > 1);
        QVERIFY(!report["results"].toArray().isEmpty());
        for (const QJsonValue& value : report["results"].toArray()) {
            const QJsonObject line = value.toObject();
            QCOMPARE(line["width"].toInt(), 64);
            QVERIFY(line["medianSeconds"].toDouble() > 0);
            QVERIFY(line["medianSeconds"].toDouble() >= line["fastestSeconds"].toDouble());
            QVERIFY(line["gflops"].toDouble() > 0);
            QVERIFY(line["peakResidentBytes"].toDouble() > 30e6);  // the weights alone
        }
    }

    void aDeviceThatIsNotThereCannotBeMeasured()
    {
        const CliResult result = runCli({"bench", "--device", "cuda:63"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(isOneLine(result.messages) && result.messages.contains("cpu"), result.messages.constData());
    }
};

SCOTOPIC_TEST(MachineTest)
#include "machine_test.moc"
