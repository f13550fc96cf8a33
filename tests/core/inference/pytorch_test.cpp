// SPDX-License-Identifier: MIT
#include "core/inference/frame.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include "support.h"

using namespace scotopic;

namespace {

/// A Python that has torch; empty when there is none.
QString pythonWithTorch()
{
    for (const char* python : {"python3", "/usr/bin/python3"}) {
        if (QProcess::execute(python, {"-c", "import torch, numpy"}) == 0) {
            return python;
        }
    }
    return {};
}

void writeFloats(QFile& file, const std::vector<float>& values)
{
    file.write(reinterpret_cast<const char*>(values.data()), static_cast<qint64>(values.size() * sizeof(float)));
}

bool writeCase(const QString& folder, const Model& model, const Planes& input)
{
    QFile names(folder + "/weights.txt");
    QFile values(folder + "/weights.bin");
    QFile shape(folder + "/input.txt");
    QFile planes(folder + "/input.bin");
    if (!names.open(QIODevice::WriteOnly) || !values.open(QIODevice::WriteOnly) || !shape.open(QIODevice::WriteOnly)
        || !planes.open(QIODevice::WriteOnly)) {
        return false;
    }
    for (const auto& [name, weight] : model.weights) {
        QByteArray line(name.c_str());
        for (const std::int64_t extent : weight.shape) {
            line += " " + QByteArray::number(static_cast<qlonglong>(extent));
        }
        names.write(line + "\n");
        writeFloats(values, weight.values);
    }
    shape.write(QStringLiteral("%1 %2 %3").arg(input.planes).arg(input.height).arg(input.width).toLatin1());
    writeFloats(planes, input.values);
    return true;
}

std::vector<float> readFloats(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray bytes = file.readAll();
    const auto* first = reinterpret_cast<const float*>(bytes.constData());
    return {first, first + static_cast<std::size_t>(bytes.size()) / sizeof(float)};
}

}  // namespace

class PyTorchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesOnTheStudysNetworks_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<int>("bnMode");
        QTest::addColumn<int>("planes");
        QTest::newRow("baseline") << 0 << 0 << 4;
        QTest::newRow("single BN, running") << 1 << 0 << 4;
        QTest::newRow("single BN, image") << 1 << 1 << 4;
        QTest::newRow("double BN, running") << 2 << 0 << 4;
        QTest::newRow("double BN, image") << 2 << 1 << 4;
        QTest::newRow("group normalisation") << 3 << 0 << 4;
        QTest::newRow("X-Trans baseline") << 0 << 0 << 9;
    }

    void agreesOnTheStudysNetworks()
    {
        QFETCH(int, normalisation);
        QFETCH(int, bnMode);
        QFETCH(int, planes);
        static const QString python = pythonWithTorch();
        if (python.isEmpty()) {
            QSKIP("needs python3-torch and python3-numpy");
        }
        const Model model =
            test::livelyModel({.normalisation = static_cast<Normalisation>(normalisation), .inputPlanes = planes});
        const Planes input = test::randomPlanes(planes, 112, 96);
        const QTemporaryDir folder;
        QVERIFY(writeCase(folder.path(), model, input));
        const QString script =
            QString::fromStdString((test::sourceFolder() / "tests/core/inference/pytorch_forward.py").string());
        const auto mode = static_cast<BnMode>(bnMode);
        QCOMPARE(QProcess::execute(python, {script, folder.path(), mode == BnMode::Image ? "image" : "running"}), 0);
        const std::vector<float> expected = readFloats(folder.filePath("output.bin"));
        const double scale = test::standardDeviation(expected) / 0.5;
        for (const EngineKind engine : {EngineKind::Auto, EngineKind::Torch}) {
            FrameNetwork network(
                model, {.device = {DeviceKind::Cpu, 0}, .engine = engine, .precision = Precision::Fp32}, mode);
            const OutputTile ours = test::assembled(network, input, {.tilePx = 64, .region = {}, .focus = {}});
            const double difference = test::largestDifference(ours.rgb, expected) / scale;
            QVERIFY2(difference < 2e-4, qPrintable(QString::number(difference)));
        }
    }
};

SCOTOPIC_TEST(PyTorchTest)
#include "pytorch_test.moc"
