// SPDX-License-Identifier: MIT
#include "core/training/train.h"
#include "core/training/validation.h"
#include "tests/core/network/network_support.h"
#include "tests/core/training/run_support.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace scotopic;
using namespace scotopic::test;
namespace fs = std::filesystem;

namespace {

/// 0..255 by which a screen shows the light of a BT.709 signal: ITU-R BT.709-6, item 1.2, and IEC 61966-2-1.
double onScreen(double signal)
{
    const double light = signal < 0.0812 ? signal / 4.5 : std::pow((signal + 0.0993) / 1.0993, 1 / 0.45);
    return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

}  // namespace

/// What validation scores, and what sample pictures show.
class RunPicturesTest : public QObject {
    Q_OBJECT

    RunFixture m_runs;

private Q_SLOTS:
    /// A network of zeros whose head's bias is 0.5 gives grey; scores of constants have closed forms.
    void validationScoresAsTheStudyDoes()
    {
        Model model = smallModel({.baseWidth = 4});
        for (auto& [name, weight] : model.weights) {
            std::ranges::fill(weight.values, name == "conv10.bias" ? 0.5F : 0.0F);
        }
        const std::size_t pair = chooseTrainingData(m_runs.cache().pairs(), {}, false).validation.front();
        const DecodedLong truth = m_runs.cache().longOf(pair);
        double squares = 0;
        double absolutes = 0;
        for (const std::uint16_t value : truth.rgb) {
            const double wanted = static_cast<double>(static_cast<float>(value) / 65535.0F);
            squares += std::pow(127 - std::floor(wanted * 255), 2);  // 0.5 * 255, truncated
            absolutes += std::abs(0.5 - wanted);
        }
        const auto count = static_cast<double>(truth.rgb.size());
        const Validation validation = validate(model, {.device = {DeviceKind::Cpu, 0}, .precision = Precision::Fp32},
                                               m_runs.cache(), {pair}, JobContext());
        QVERIFY(std::abs(validation.mean.psnrDb - 10 * std::log10(255.0 * 255.0 * count / squares)) < 1e-3);
        QVERIFY(std::abs(validation.mean.l1 - absolutes / count) < 1e-6);
        QVERIFY(validation.mean.ssim > 0 && validation.mean.ssim < 1);
    }

    void samplesShowInputOutputAndTruth()
    {
        Model model = smallModel({.baseWidth = 4});
        for (auto& [name, weight] : model.weights) {
            std::ranges::fill(weight.values, name == "conv10.bias" ? 0.2F : 0.0F);
        }
        const std::size_t pair = chooseTrainingData(m_runs.cache().pairs(), {}, false).validation.front();
        const std::vector<SamplePicture> samples =
            makeSamples(model, {.device = {DeviceKind::Cpu, 0}, .precision = Precision::Fp32}, m_runs.cache(), {pair},
                        32, JobContext());
        QCOMPARE(samples.size(), std::size_t{1});
        const SamplePicture& sample = samples.front();
        QVERIFY((sample.size == PixelSize{3 * 64, 64}));
        const DecodedLong truth = m_runs.cache().longOf(pair);
        const PixelSize frame = truth.size;  // twice 48x40: the middle 64x64 begins at (16, 8)
        for (const auto& [x, y] : {std::pair(0, 0), std::pair(63, 63), std::pair(20, 41)}) {
            const auto at = [&](int part, int channel) {
                return static_cast<int>(sample.rgb[static_cast<std::size_t>((y * 192 + part * 64 + x) * 3 + channel)]);
            };
            const auto inFrame = static_cast<std::size_t>(((8 + y) * frame.width + 16 + x) * 3);
            for (int channel = 0; channel < 3; ++channel) {
                QVERIFY(std::abs(at(1, channel) - onScreen(0.2)) < 0.6);
                const double signal = truth.rgb[inFrame + static_cast<std::size_t>(channel)] / 65535.0;
                QVERIFY(std::abs(at(2, channel) - onScreen(signal)) < 0.6);
            }
            QVERIFY(at(0, 1) > 60);  // amplified: near the ground truth's light, and not the dark counts
        }
    }

    void anOutputThatIsNoNumberIsScoredAsBlack()
    {
        Model notNumbers = smallModel({.baseWidth = 4});
        Model black = notNumbers;
        for (auto& [name, weight] : black.weights) {
            std::ranges::fill(weight.values, 0.0F);
        }
        std::ranges::fill(notNumbers.weights.at("conv10.bias").values, std::numeric_limits<float>::quiet_NaN());
        const EngineOptions engine{.device = {DeviceKind::Cpu, 0}, .precision = Precision::Fp32};
        const std::vector<std::size_t> pair{chooseTrainingData(m_runs.cache().pairs(), {}, false).validation.front()};
        QVERIFY(validate(notNumbers, engine, m_runs.cache(), pair, JobContext()).mean
                == validate(black, engine, m_runs.cache(), pair, JobContext()).mean);
    }
};

SCOTOPIC_TEST(RunPicturesTest)
#include "run_pictures_test.moc"
