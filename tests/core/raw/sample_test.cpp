// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/random_numbers.h"
#include "core/raw/develop.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "core/raw/sample.h"
#include "core/raw/sample_scene.h"
#include "core/raw/sample_text.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace scotopic;

namespace {

constexpr PixelSize kSmall{768, 512};

struct Moments {
    double mean = 0;
    double variance = 0;
};

Moments momentsOf(int count, const std::function<double(int)>& value)
{
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < count; ++i) {
        const double v = value(i);
        sum += v;
        sumOfSquares += v * v;
    }
    const double mean = sum / count;
    return {mean, sumOfSquares / count - mean * mean};
}

double bt709(double light)
{
    return light < 0.018 ? 4.5 * light : 1.099 * std::pow(light, 0.45) - 0.099;
}

}  // namespace

class SampleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameOptionsGiveTheSameCounts()
    {
        const RawImage sample = makeSampleRaw({.size = {96, 64}});
        QVERIFY(sample.photosites == makeSampleRaw({.size = {96, 64}}).photosites);
        QVERIFY(sample.photosites != makeSampleRaw({.size = {96, 64}, .ratio = {100}, .seed = 2}).photosites);
    }

    void isOneHundredTimesTooDarkButForItsLamps()
    {
        const RawImage dark = makeSampleRaw({.size = kSmall});
        const RawImage bright = makeSampleRaw({.size = kSmall, .ratio = {1}});
        const Planes amplified = pack(dark, {100});
        const Planes longExposure = pack(bright, {1});
        double amplifiedSum = 0;
        double longSum = 0;
        for (std::size_t i = 0; i < amplified.values.size(); ++i) {
            if (longExposure.values[i] > 0.1F && longExposure.values[i] < 0.4F) {
                amplifiedSum += amplified.values[i];
                longSum += longExposure.values[i];
            }
        }
        QVERIFY(std::abs(amplifiedSum / longSum - 1) < 0.02);
        const auto clipped = std::count(bright.photosites.begin(), bright.photosites.end(), 16383);
        QVERIFY2(clipped > 300 && clipped < kSmall.width * kSmall.height / 20, qPrintable(QString::number(clipped)));
    }

    void noiseHasTheCalibratedMagnitude()
    {
        // Many readouts of the same scene: each photosite's variance is gain * signal + read + row + quantisation.
        constexpr int kReadouts = 60;
        constexpr PixelSize kTiny{48, 32};
        std::vector<RawImage> readouts;
        for (int i = 0; i < kReadouts; ++i) {
            readouts.push_back(makeSampleRaw({.size = kTiny, .ratio = {100}, .seed = static_cast<std::uint64_t>(i)}));
        }
        const double gain = 0.0939 * 8;
        const double readDn = std::exp(0.541 * std::log(gain) + 1.218);
        const double rowDn = std::exp(0.528 * std::log(gain) - 0.592);
        double ratioSum = 0;
        for (std::size_t site = 0; site < kTiny.area(); ++site) {
            const Moments moments =
                momentsOf(kReadouts, [&](int i) { return readouts[static_cast<std::size_t>(i)].photosites[site]; });
            const double signalDn = std::max(0.0, moments.mean - 512);
            const double expected = gain * signalDn + readDn * readDn + rowDn * rowDn + 1.0 / 12;
            ratioSum += moments.variance * kReadouts / (kReadouts - 1) / expected;
        }
        QVERIFY2(std::abs(ratioSum / static_cast<double>(kTiny.area()) - 1) < 0.03,
                 qPrintable(QString::number(ratioSum / static_cast<double>(kTiny.area()))));
    }

    void developsToTheColoursOfTheScene()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("sample.dng").toStdString();
        writeDng(file, makeSampleRaw({.size = kSmall, .ratio = {1}}), IfExists::Refuse);
        const DevelopedRaw developed = develop(file, {}, {});
        QCOMPARE(developed.size.width, kSmall.width);
        // Patches of the colour chart, away from their edges.
        for (const ScenePoint patch : {ScenePoint{1.078F, 0.568F},
                                       {1.131F, 0.621F},
                                       {1.184F, 0.674F},
                                       {1.237F, 0.674F},
                                       {1.078F, 0.727F},
                                       {1.184F, 0.727F}}) {
            const Light light = sceneLight(patch);
            const int x = static_cast<int>(patch.x * kSmall.height);
            const int y = static_cast<int>(patch.y * kSmall.height);
            const std::array<float, 3> expected{light.r, light.g, light.b};
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const Moments moments = momentsOf(81, [&](int i) {
                    const auto pixel = static_cast<std::size_t>((y - 4 + i / 9) * kSmall.width + x - 4 + i % 9);
                    return developed.rgb[pixel * 3 + channel] / 65535.0;
                });
                QVERIFY2(std::abs(moments.mean - bt709(static_cast<double>(expected[channel]))) < 0.02,
                         qPrintable(QString("%1 instead of %2").arg(moments.mean).arg(expected[channel])));
            }
        }
    }

    void refusesSizesThatNoMosaicHas()
    {
        for (const PixelSize size : {PixelSize{0, 64}, {64, 63}, {-64, 64}, {20, 20}, {100000, 64}}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(makeSampleRaw({.size = size})), InvalidArgument);
        }
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(makeSampleRaw({.size = {64, 64}, .ratio = {0}})), InvalidArgument);
    }

    void drawsHaveTheirDistributionsMoments()
    {
        RandomNumbers random(7);
        constexpr int kDraws = 200000;
        const Moments gaussian = momentsOf(kDraws, [&](int) { return random.gaussian(); });
        QVERIFY(std::abs(gaussian.mean) < 0.01 && std::abs(gaussian.variance - 1) < 0.02);
        for (const double mean : {0.0, 0.3, 5.0, 49.0, 51.0, 4000.0}) {
            const Moments poisson = momentsOf(kDraws, [&](int) { return random.poisson(mean); });
            QVERIFY(std::abs(poisson.mean - mean) <= 0.01 * mean);
            QVERIFY(std::abs(poisson.variance - mean) <= 0.02 * mean);
        }
    }

    void lettersHaveInkWhereTheirStrokesAre()
    {
        QVERIFY(hasInk("I", 2, 3));
        QVERIFY(!hasInk("I", 0, 3));
        QVERIFY(hasInk("AT", kLetterAdvance + 2, 6));
        QVERIFY(!hasInk("AT", 5, 3));   // between the letters
        QVERIFY(!hasInk("AT", 40, 3));  // beyond the line
        QVERIFY(!hasInk("a?", 2, 3));   // no such glyph
        QVERIFY(!hasInk("I", -1, -1));
    }
};

SCOTOPIC_TEST(SampleTest)
#include "sample_test.moc"
