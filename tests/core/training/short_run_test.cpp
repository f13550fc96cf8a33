// SPDX-License-Identifier: MIT
#include "core/dataset/build_cache.h"
#include "core/dataset/exclusions.h"
#include "core/dataset/find_pairs.h"
#include "core/network/import_model.h"
#include "core/training/trainer.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/training_support.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <numeric>

using namespace scotopic;

namespace {

constexpr int kSteps = 20;
constexpr int kShortRunPatchPx = 128;
constexpr int kWidth = 8;
constexpr double kShortRunLearningRate = 1e-3;

std::vector<TrainingExample> examplesOf(const std::filesystem::path& root, const std::filesystem::path& folder)
{
    buildCache(findPairs(root), folder, {}, {});
    const DecodedCache cache(folder);
    PatchSourceOptions options;
    options.candidates = pairsOf(Split::Train, cache.pairs());
    options.seed = 3;
    options.patchPx = kShortRunPatchPx;
    PatchSource source(cache, options);
    std::vector<TrainingExample> examples;
    for (int i = 0; i < kSteps; ++i) {
        examples.push_back(source.take().example);
    }
    return examples;
}

void append(const QString& path, const std::vector<float>& values)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(reinterpret_cast<const char*>(values.data()), static_cast<qint64>(values.size() * sizeof(float)));
}

std::vector<double> lossesIn(const QString& path)
{
    QFile file(path);
    std::vector<double> losses;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
            losses.push_back(line.toDouble());
        }
    }
    return losses;
}

}  // namespace

class ShortRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realPairsAreLearntAsPytorchLearnsThem_data()
    {
        QTest::addColumn<Normalisation>("normalisation");
        QTest::addColumn<QString>("norms");
        QTest::newRow("baseline") << Normalisation::None << "0";
        QTest::newRow("single BN") << Normalisation::Single << "1";
        QTest::newRow("double BN") << Normalisation::Double << "2";
        QTest::newRow("group normalisation") << Normalisation::Group << "group";
    }
    /// The same patches in the same order from the same weights. Roundings differ and grow from step to step, so the
    /// losses are near each other and not equal.
    void realPairsAreLearntAsPytorchLearnsThem()
    {
        SCOTOPIC_REAL_FILE(root, "sid-mini");
        const QString python = test::pythonWith("torch, numpy");
        if (python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        QFETCH(Normalisation, normalisation);
        QFETCH(QString, norms);
        const QTemporaryDir folder;
        const std::vector<TrainingExample> examples =
            examplesOf(root, std::filesystem::path(folder.path().toStdString()) / "cache");
        for (const TrainingExample& example : examples) {
            append(folder.filePath("inputs.bin"), example.input.values);
            append(folder.filePath("targets.bin"), example.target);
        }
        const TrainingOptions options = test::smallTraining(normalisation, kWidth);
        Trainer trainer(options, nullptr);
        Model model;
        model.options = options.network;
        model.weights = trainer.weights(false);
        exportPth(folder.filePath("start.pth").toStdString(), model, IfExists::Refuse);
        QVERIFY(!test::runScript(python, "../training/steps_in_pytorch.py",
                                 {folder.path(), norms, QString::number(kWidth), QString::number(kShortRunPatchPx), "1",
                                  QString::number(kShortRunLearningRate)})
                     .isEmpty());
        const std::vector<double> expected = lossesIn(folder.filePath("losses.txt"));
        QCOMPARE(expected.size(), std::size_t{kSteps});
        std::vector<double> losses;
        double worst = 0;
        for (std::size_t step = 0; step < examples.size(); ++step) {
            losses.push_back(trainer.step(std::span(&examples[step], 1), kShortRunLearningRate).loss);
            worst = std::max(worst, std::abs(losses[step] / expected[step] - 1));
        }
        const auto meanOf = [](auto first, auto last) {
            return std::accumulate(first, last, 0.0) / static_cast<double>(last - first);
        };
        const double early = meanOf(losses.begin(), losses.begin() + 5);
        const double late = meanOf(losses.end() - 5, losses.end());
        qInfo("loss %.4f, at the end %.4f; largest difference from PyTorch's %.2g", early, late, worst);
        QVERIFY(std::abs(losses.front() / expected.front() - 1) <= 1e-5);
        QVERIFY(worst <= 0.005);
        QVERIFY(late < early);
    }
};

SCOTOPIC_TEST(ShortRunTest)
#include "short_run_test.moc"
