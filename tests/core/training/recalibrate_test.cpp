// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/network/import_model.h"
#include "core/training/recalibrate.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/training_support.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

using namespace scotopic;

namespace {

constexpr int kRecalibratedPatchPx = 64;
constexpr int kPatches = 5;
constexpr DeviceId kCpu{DeviceKind::Cpu, 0};

/// Darker and brighter ones, so that the patches' own means differ.
Planes patchOf(int index)
{
    Planes patch = test::randomExample({}, kRecalibratedPatchPx, static_cast<std::uint64_t>(index)).input;
    for (float& value : patch.values) {
        value *= 0.2F * static_cast<float>(index + 1);
    }
    return patch;
}

}  // namespace

class RecalibrateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statisticsAreThoseOfAllPatchesTogether_data()
    {
        QTest::addColumn<Normalisation>("normalisation");
        QTest::newRow("single BN") << Normalisation::Single;
        QTest::newRow("double BN") << Normalisation::Double;
    }
    void statisticsAreThoseOfAllPatchesTogether()
    {
        const QString python = test::pythonWith("torch, numpy");
        if (python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        QFETCH(Normalisation, normalisation);
        const Model model = test::smallModel({.normalisation = normalisation, .baseWidth = 8});
        const QTemporaryDir folder;
        const std::filesystem::path path(folder.path().toStdString());
        exportPth(path / "model.pth", model, IfExists::Refuse);
        QFile patches(folder.filePath("patches.bin"));
        QVERIFY(patches.open(QIODevice::WriteOnly));
        for (int index = 0; index < kPatches; ++index) {
            const Planes patch = patchOf(index);
            patches.write(reinterpret_cast<const char*>(patch.values.data()),
                          static_cast<qint64>(patch.values.size() * sizeof(float)));
        }
        patches.close();
        const QString norms = normalisation == Normalisation::Single ? "1" : "2";
        QVERIFY(!test::runScript(python, "../training/statistics_in_pytorch.py",
                                 {folder.path(), norms, "8", QString::number(kRecalibratedPatchPx)})
                     .isEmpty());

        const Model precise = recalibrated(model, kPatches, patchOf, kCpu, {});
        double worst = 0;
        for (const auto& [name, weight] : precise.weights) {
            if (name.ends_with(".running_mean") || name.ends_with(".running_var")) {
                const std::string layer = name.substr(0, name.find('.'));
                const std::vector<float> mean = test::floatsOf(path / (layer + ".mean.bin"));
                const std::vector<float> variance = test::floatsOf(path / (layer + ".var.bin"));
                QCOMPARE(weight.values.size(), mean.size());
                for (std::size_t i = 0; i < mean.size(); ++i) {
                    const double error = name.ends_with("mean")
                                             ? std::abs(weight.values[i] - mean[i]) / std::sqrt(variance[i])
                                             : std::abs(weight.values[i] / variance[i] - 1);
                    worst = std::max(worst, error);
                }
            } else if (name.ends_with(".num_batches_tracked")) {
                QCOMPARE(weight.values.front(), static_cast<float>(kPatches));
            } else {
                QVERIFY2(weight.values == model.weights.at(name).values, name.c_str());
            }
        }
        qInfo("largest error: %.2g standard deviations or of a variance", worst);
        QVERIFY(worst <= 1e-3);
        QCOMPARE(precise.notes.at("bn_mode"), std::string("precise"));
        QCOMPARE(precise.notes.at("bn_patches"), std::string("5"));
    }

    void aModelWithoutRunningStatisticsIsRefused()
    {
        for (const Normalisation normalisation : {Normalisation::None, Normalisation::Group}) {
            const Model model = makeRandomModel({.normalisation = normalisation, .baseWidth = 4}, 1);
            QVERIFY_CONTAINS(test::sentenceOf<InvalidArgument>(
                                 [&] { static_cast<void>(recalibrated(model, 1, patchOf, kCpu, {})); }),
                             "no running statistics");
        }
    }

    void patchesThatAreNotFiniteAreNotWritten()
    {
        const Model model = makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 1);
        const auto broken = [](int index) {
            Planes patch = patchOf(index);
            patch.values.front() = NAN;
            return patch;
        };
        QVERIFY_CONTAINS(
            test::sentenceOf<CorruptInput>([&] { static_cast<void>(recalibrated(model, 1, broken, kCpu, {})); }),
            "NaN");
    }

    void itStopsWhenAsked()
    {
        const Model model = makeRandomModel({.normalisation = Normalisation::Single, .baseWidth = 4}, 1);
        std::stop_source stop;
        int taken = 0;
        const auto stopping = [&](int index) {
            ++taken;
            stop.request_stop();
            return patchOf(index);
        };
        bool wasCancelled = false;
        try {
            static_cast<void>(recalibrated(model, 100, stopping, kCpu, JobContext(stop.get_token())));
        } catch (const Cancelled&) {
            wasCancelled = true;
        }
        QVERIFY(wasCancelled);
        QCOMPARE(taken, 1);
    }
};

SCOTOPIC_TEST(RecalibrateTest)
#include "recalibrate_test.moc"
