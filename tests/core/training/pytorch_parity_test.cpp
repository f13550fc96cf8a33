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
#include <limits>

using namespace scotopic;

namespace {

constexpr double kStudyLearningRate = 1e-4;  // the study's
constexpr int kParityPatchPx = 64;
constexpr int kCandidates = 48;
constexpr double kParity = 1e-5;      // of norms of differences to norms
constexpr double kParityOf64 = 1e-9;  // in float64

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

/// The normalisation by channel right after a bias ("" if none): the bias goes away again with the mean, so that its
/// gradient is rounding alone, of a sum that would else be about the gradient of that normalisation's own shift.
std::string cancelledBy(const std::string& name, Normalisation normalisation)
{
    if (!name.starts_with("conv") || !name.ends_with(".bias") || name.starts_with("conv10")
        || normalisation == Normalisation::Group) {
        return {};
    }
    return normName(normalisation, name[4] - '0', name.ends_with("_2.bias") ? 1 : 0);
}

template <typename Number>
double normOf(const std::vector<Number>& values)
{
    double squares = 0;
    for (const Number value : values) {
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    return std::sqrt(squares);
}

template <typename Number, typename Other>
std::vector<double> differences(const std::vector<Number>& values, const std::vector<Other>& expected)
{
    std::vector<double> all(expected.size(), std::numeric_limits<double>::quiet_NaN());
    if (values.size() == expected.size()) {
        std::ranges::transform(values, expected, all.begin(), [](Number value, Other wanted) {
            return static_cast<double>(value) - static_cast<double>(wanted);
        });
    }
    return all;
}

}  // namespace

class PytorchParityTest : public QObject {
    Q_OBJECT

    QString m_python;

    struct Step {
        TrainingOptions options;
        QString folder;

        template <typename Number>
        [[nodiscard]] std::vector<Number> gradient(const char* kind, const std::string& name) const
        {
            return valuesIn<Number>(folder, kind, name);
        }
        /// What differences of this gradient are small against.
        [[nodiscard]] double sizeOf(const std::string& name) const
        {
            const std::string norm = cancelledBy(name, options.network.normalisation);
            return normOf(gradient<double>("gradient64", norm.empty() ? name : norm + ".bias"));
        }
        [[nodiscard]] QStringList arguments() const
        {
            return {folder, normsOf(options.network.normalisation), QString::number(options.network.baseWidth),
                    QString::number(kParityPatchPx), QString::number(options.batch)};
        }
    };

    /// Of many random batches the one that keeps clear of the gradients' jumps, so that roundings move nothing across.
    [[nodiscard]] std::vector<TrainingExample> clearExamples(const Step& step) const
    {
        std::vector<TrainingExample> examples =
            test::randomExamples(step.options.network, kParityPatchPx, kCandidates * step.options.batch, 3);
        writeExamples(step.folder, examples);
        const QByteArray best = test::runScript(m_python, "../training/clearest_examples.py", step.arguments());
        const qsizetype first = best.trimmed().split(' ').front().toInt() * step.options.batch;
        qInfo("batch and margin: %s", best.trimmed().constData());
        return {examples.begin() + first, examples.begin() + first + step.options.batch};
    }

    static void compareInDoublePrecision(const Step& step, const Weights& weights,
                                         const std::vector<TrainingExample>& examples, double expectedLoss)
    {
        UNet network(step.options.network);
        loadWeights(network, weights);
        network->to(at::kDouble);
        const at::Tensor loss = lossOf(network, examples, step.options.loss, at::kCPU, at::kDouble);
        loss.backward();
        QVERIFY(std::abs(loss.item<double>() - expectedLoss) <= kParityOf64 * expectedLoss);
        double worst = 0;
        for (const auto& item : network->named_parameters()) {
            const at::Tensor gradient = item.value().grad().contiguous();
            const double* values = gradient.data_ptr<double>();
            const double difference = normOf(differences(std::vector<double>(values, values + gradient.numel()),
                                                         step.gradient<double>("gradient64", item.key())));
            QVERIFY2(difference <= kParityOf64 * step.sizeOf(item.key()), item.key().c_str());
            worst = std::max(worst, difference / step.sizeOf(item.key()));
        }
        qInfo("largest relative difference of a gradient in float64: %.2g", worst);
    }

    /// From PyTorch in float64, and in float32 unless that itself is off: its sums over pixels, of biases' gradients
    /// above all, lose digits.
    static void compareInSinglePrecision(const Step& step, const Weights& gradients)
    {
        std::array<double, 3> worst{};
        for (const auto& [name, gradient] : gradients) {
            const auto exact = step.gradient<double>("gradient64", name);
            const auto rounded = step.gradient<float>("gradient", name);
            const double size = step.sizeOf(name);
            const std::array found{normOf(differences(gradient.values, exact)) / size,
                                   normOf(differences(gradient.values, rounded)) / size,
                                   normOf(differences(rounded, exact)) / size};
            QVERIFY2(found[0] <= kParity, name.c_str());
            QVERIFY2(found[1] <= kParity || found[2] > kParity / 2, name.c_str());
            std::ranges::transform(worst, found, worst.begin(), [](double a, double b) { return std::max(a, b); });
        }
        qInfo("largest in float32: %.2g from PyTorch in float64, %.2g in float32; between those %.2g", worst[0],
              worst[1], worst[2]);
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
    void oneStepIsPytorchs()
    {
        if (m_python.isEmpty()) {
            QSKIP("needs Python with torch and numpy");
        }
        QFETCH(Normalisation, normalisation);
        QFETCH(int, batch);
        const QTemporaryDir folder;
        Step step{test::smallTraining(normalisation, 32), folder.path()};
        step.options.batch = batch;
        Trainer trainer(step.options, nullptr);
        Model model;
        model.options = step.options.network;
        model.weights = trainer.weights(false);
        exportPth(folder.filePath("start.pth").toStdString(), model, IfExists::Refuse);
        const std::vector<TrainingExample> examples = clearExamples(step);
        writeExamples(step.folder, examples);
        QVERIFY(!test::runScript(m_python, "../training/steps_in_pytorch.py",
                                 step.arguments() << QString::number(kStudyLearningRate))
                     .isEmpty());
        const double expectedLoss = numbersIn(folder.filePath("loss64.txt")).at(0);
        compareInDoublePrecision(step, model.weights, examples, expectedLoss);

        const StepResult result = trainer.step(examples, kStudyLearningRate);
        QVERIFY(std::abs(result.loss - expectedLoss) <= kParity * expectedLoss);
        compareInSinglePrecision(step, trainer.gradients());
    }
};

SCOTOPIC_TEST(PytorchParityTest)
#include "pytorch_parity_test.moc"
