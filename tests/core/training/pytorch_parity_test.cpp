// SPDX-License-Identifier: MIT
#include "core/network/import_model.h"
#include "core/network/unet.h"
#include "core/training/batch_loss.h"
#include "core/training/trainer.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/training_support.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

using namespace scotopic;

namespace {

constexpr double kLearningRate = 1e-4;  // the study's

void writeExamples(const QString& folder, const std::vector<TrainingExample>& examples)
{
    QFile inputs(folder + "/inputs.bin");
    QFile targets(folder + "/targets.bin");
    QVERIFY(inputs.open(QIODevice::WriteOnly) && targets.open(QIODevice::WriteOnly));
    const auto write = [](QFile& file, const std::vector<float>& values) {
        file.write(reinterpret_cast<const char*>(values.data()), static_cast<qint64>(values.size() * sizeof(float)));
    };
    for (const TrainingExample& example : examples) {
        write(inputs, example.input.values);
        write(targets, example.target);
    }
}

std::vector<double> numbersIn(const QString& path)
{
    QFile file(path);
    std::vector<double> numbers;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (!line.isEmpty()) {
                numbers.push_back(line.toDouble());
            }
        }
    }
    return numbers;
}

template <typename Number>
std::vector<Number> valuesIn(const QString& folder, const char* kind, const std::string& name)
{
    const std::vector<std::byte> bytes = test::bytesOf((folder + "/" + kind + ".").toStdString() + name + ".bin");
    std::vector<Number> values(bytes.size() / sizeof(Number));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(Number));
    return values;
}

const char* normsOf(Normalisation normalisation)
{
    constexpr std::array kNames = {"0", "1", "2", "group"};
    return kNames[static_cast<std::size_t>(normalisation)];
}

/// A bias right before a normalisation by channel goes away again with the mean: its gradient is rounding alone.
bool isCancelled(const std::string& name, Normalisation normalisation)
{
    const bool isSecond = name.ends_with("_2.bias");
    return name.starts_with("conv") && name.ends_with(".bias") && name != "conv10.bias"
           && ((normalisation == Normalisation::Single && isSecond) || normalisation == Normalisation::Double);
}

}  // namespace

class PytorchParityTest : public QObject {
    Q_OBJECT

    QString m_python;

    /// PyTorch's training on `examples` from the trainer's weights, left in `folder`.
    [[nodiscard]] bool trainInPytorch(const QString& folder, const TrainingOptions& options, const Trainer& trainer,
                                      const std::vector<TrainingExample>& examples) const
    {
        Model model;
        model.options = options.network;
        model.weights = trainer.weights(false);
        exportPth((folder + "/start.pth").toStdString(), model, IfExists::Refuse);
        writeExamples(folder, examples);
        return !test::runScript(m_python, "../training/steps_in_pytorch.py",
                                {folder, normsOf(options.network.normalisation),
                                 QString::number(options.network.baseWidth),
                                 QString::number(examples.front().input.width), QString::number(options.batch),
                                 QString::number(kLearningRate)})
                    .isEmpty();
    }

    /// In float32 the trainer's gradients are as near to the exact ones as PyTorch's own.
    static void compareSinglePrecision(const QString& folder, const Trainer& trainer, Normalisation normalisation)
    {
        std::vector<double> ours;
        std::vector<double> pytorchs;
        for (const auto& [name, gradient] : trainer.gradients()) {
            if (!isCancelled(name, normalisation)) {
                const std::vector<double> exact = valuesIn<double>(folder, "gradient64", name);
                const std::vector<float> expected(exact.begin(), exact.end());
                ours.push_back(test::relativeDifference(gradient.values, expected));
                pytorchs.push_back(test::relativeDifference(valuesIn<float>(folder, "gradient", name), expected));
            }
        }
        std::ranges::sort(ours);
        std::ranges::sort(pytorchs);
        qInfo("float32 against float64, median and largest: ours %.2g, %.2g; PyTorch's %.2g, %.2g",
              ours[ours.size() / 2], ours.back(), pytorchs[ours.size() / 2], pytorchs.back());
        QVERIFY(ours.back() <= 0.05);
    }

private Q_SLOTS:
    void initTestCase() { m_python = test::pythonWith("torch, numpy"); }

    void oneStepIsPytorchs_data()
    {
        QTest::addColumn<Normalisation>("normalisation");
        QTest::addColumn<int>("batch");
        QTest::newRow("baseline") << Normalisation::None << 1;
        QTest::newRow("single BN") << Normalisation::Single << 1;
        QTest::newRow("double BN") << Normalisation::Double << 1;
        QTest::newRow("group normalisation") << Normalisation::Group << 1;
        QTest::newRow("double BN, batch of 2") << Normalisation::Double << 2;
    }
    /// Arithmetic is compared in float64: in float32 a unit, a maximum or a sign of the loss within rounding of its
    /// kink falls to either side, which moves PyTorch's own gradients by up to a hundredth.
    void oneStepIsPytorchs()
    {
        if (m_python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        QFETCH(Normalisation, normalisation);
        QFETCH(int, batch);
        TrainingOptions options = test::smallTraining(normalisation, 32);
        options.batch = batch;
        Trainer trainer(options, nullptr);
        const QTemporaryDir folder;
        const auto examples = test::randomExamples(options.network, 128, batch, 3);
        QVERIFY(trainInPytorch(folder.path(), options, trainer, examples));

        UNet network(options.network);
        loadWeights(network, trainer.weights(false));
        network->to(at::kDouble);
        const at::Tensor loss = lossOf(network, examples, Loss::L1, at::kCPU, at::kDouble);
        loss.backward();
        const double expectedLoss = numbersIn(folder.path() + "/loss64.txt").at(0);
        QVERIFY(std::abs(loss.item<double>() - expectedLoss) <= 1e-9 * expectedLoss);
        double worst = 0;
        for (const auto& item : network->named_parameters()) {
            const at::Tensor gradient = item.value().grad().contiguous();
            std::vector<double> values = valuesIn<double>(folder.path(), "gradient64", item.key());
            const at::Tensor expected = at::from_blob(values.data(), gradient.sizes(), at::kDouble);
            const double difference = (gradient - expected).norm().item<double>();
            const double size = expected.norm().item<double>();
            QVERIFY2(difference <= (isCancelled(item.key(), normalisation) ? 1e-12 : 1e-9 * size), item.key().c_str());
            worst = isCancelled(item.key(), normalisation) ? worst : std::max(worst, difference / size);
        }
        qInfo("largest relative difference of a gradient in float64: %.2g", worst);

        const StepResult result = trainer.step(examples, kLearningRate);
        QVERIFY(std::abs(result.loss - expectedLoss) <= 1e-5 * expectedLoss);
        compareSinglePrecision(folder.path(), trainer, normalisation);
    }
};

SCOTOPIC_TEST(PytorchParityTest)
#include "pytorch_parity_test.moc"
