// SPDX-License-Identifier: MIT
#include "core/training/batch_loss.h"
#include "tests/support/test_registry.h"

#include <QProcess>

using namespace scotopic;

namespace {

/// PyTorch's own answer, from a definition written without looking at ours: value and gradient of each number.
constexpr const char* kScript = R"(
import sys, torch
values = torch.tensor([float(word) for word in sys.argv[1:]], dtype=torch.float64, requires_grad=True)
gamma = 1 / 2.2
above = (values.clamp(min=0) + 1e-3).pow(gamma)
below = 1e-3 ** gamma + values * gamma * 1e-3 ** (gamma - 1)
tone = torch.where(values >= 0, above, below)
tone.sum().backward()
for number in list(tone.detach()) + list(values.grad):
    print('%.17g' % number.item())
)";

}  // namespace

class ToneLossTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void toneAndItsSlopeArePyTorchs()
    {
        const QStringList values{"-0.3", "-1e-6", "1e-9", "1e-4", "0.02", "0.5", "1", "3.4"};
        QProcess python;
        python.start("/usr/bin/python3", QStringList{"-c", kScript} + values);
        if (!python.waitForFinished() || python.exitCode() != 0) {
            QSKIP("needs PyTorch for Python");
        }
        QList<QByteArray> expected = python.readAllStandardOutput().trimmed().split('\n');
        QCOMPARE(expected.size(), 2 * values.size());
        std::vector<double> numbers;
        for (const QString& value : values) {
            numbers.push_back(value.toDouble());
        }
        const at::Tensor light = at::tensor(numbers, at::kDouble).requires_grad_(true);
        const at::Tensor tone = toneMapped(light);
        tone.sum().backward();
        for (int i = 0; i < values.size(); ++i) {
            const double wantedTone = expected[i].toDouble();
            const double wantedSlope = expected[values.size() + i].toDouble();
            QVERIFY(std::abs(tone[i].item<double>() - wantedTone) < 1e-12 * std::abs(wantedTone));
            QVERIFY(std::abs(light.grad()[i].item<double>() - wantedSlope) < 1e-12 * wantedSlope);
        }
    }

    void theLossIsTheMeanOverWhatIsSeen()
    {
        UNetOptions options;
        options.baseWidth = 2;
        options.headKernel = 1;
        UNet network(options);
        TrainingExample example;
        example.input = Planes(4, 16, 16);
        std::fill(example.input.values.begin(), example.input.values.end(), 0.3F);
        example.target.assign(std::size_t{3} * 32 * 32, 0.04F);
        const std::vector<TrainingExample> batch{example};
        const at::NoGradGuard noGrad;
        const at::Tensor output =
            network->forward(inputOf(options, batch, at::kCPU, at::kFloat)).to(at::kDouble).contiguous();
        double l1 = 0;
        double toned = 0;
        const auto seen = [](double light) {
            const double slope = std::pow(1e-3, 1 / 2.2 - 1) / 2.2;
            return light >= 0 ? std::pow(light + 1e-3, 1 / 2.2) : std::pow(1e-3, 1 / 2.2) + light * slope;
        };
        for (std::int64_t i = 0; i < output.numel(); ++i) {
            const double light = output.data_ptr<double>()[i];
            l1 += std::abs(light - static_cast<double>(0.04F)) / static_cast<double>(output.numel());
            toned += std::abs(seen(light) - seen(static_cast<double>(0.04F))) / static_cast<double>(output.numel());
        }
        const auto lossAs = [&](Loss loss) {
            return lossOf(network, batch, loss, at::kCPU, at::kFloat).item<double>();
        };
        QVERIFY(std::abs(lossAs(Loss::L1) - l1) < 1e-6);
        QVERIFY(std::abs(lossAs(Loss::ToneMappedL1) - toned) < 1e-6);
        QVERIFY(std::abs(l1 - toned) > 1e-3);
    }
};

SCOTOPIC_TEST(ToneLossTest)
#include "tone_loss_test.moc"
