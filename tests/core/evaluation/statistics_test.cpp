// SPDX-License-Identifier: MIT
#include "core/base/random_numbers.h"
#include "core/evaluation/statistics.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

std::vector<PairedSample> gaussianScenes(int count, double mean, double deviation)
{
    RandomNumbers random(5);
    std::vector<PairedSample> samples;
    for (int i = 0; i < count; ++i) {
        samples.push_back({std::to_string(i), mean + deviation * random.gaussian()});
    }
    return samples;
}

double deviationOf(const std::vector<PairedSample>& samples, double mean)
{
    double sum = 0;
    for (const PairedSample& sample : samples) {
        sum += (sample.difference - mean) * (sample.difference - mean);
    }
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace

class StatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aConstantDifferenceIsCertain()
    {
        const PairedDifference result = comparePaired({{"a", 0.5}, {"b", 0.5}, {"b", 0.5}, {"c", 0.5}});
        QCOMPARE(result.mean, 0.5);
        QCOMPARE(result.confidence95.low, 0.5);
        QCOMPARE(result.confidence95.high, 0.5);
        QCOMPARE(result.imageCount, 4);
        QCOMPARE(result.sceneCount, 3);
    }

    /// For the mean of many independent values, the bootstrap's interval is the normal one: mean +- 1.96 s / sqrt(n).
    void manyScenesGiveTheNormalInterval()
    {
        const int count = 400;
        const std::vector<PairedSample> samples = gaussianScenes(count, 0.3, 2.0);
        const PairedDifference result = comparePaired(samples);
        const double halfWidth = 1.96 * deviationOf(samples, result.mean) / std::sqrt(count);
        QVERIFY(std::abs(result.confidence95.low - (result.mean - halfWidth)) < 0.06 * halfWidth);
        QVERIFY(std::abs(result.confidence95.high - (result.mean + halfWidth)) < 0.06 * halfWidth);
    }

    /// Of two scenes, each pair of draws has probability 1/4: the mean is a, (a + b) / 2 twice, or b.
    void twoScenesSpanTheInterval()
    {
        const PairedDifference result = comparePaired({{"a", 1.0}, {"b", 3.0}});
        QCOMPARE(result.mean, 2.0);
        QCOMPARE(result.confidence95.low, 1.0);
        QCOMPARE(result.confidence95.high, 3.0);
    }

    /// Copies of a scene's image tell nothing new: the interval stays, although there are ten times the images.
    void imagesOfOneSceneAreDrawnTogether()
    {
        const std::vector<PairedSample> once = gaussianScenes(50, 0, 1);
        std::vector<PairedSample> tenTimes;
        for (int i = 0; i < 10; ++i) {
            tenTimes.insert(tenTimes.end(), once.begin(), once.end());
        }
        const Interval expected = comparePaired(once).confidence95;
        const Interval interval = comparePaired(tenTimes).confidence95;
        QVERIFY(std::abs(interval.low - expected.low) < 1e-12);
        QVERIFY(std::abs(interval.high - expected.high) < 1e-12);
    }

    void theOrderOfImagesDoesNotMatter()
    {
        std::vector<PairedSample> samples = gaussianScenes(30, 1, 1);
        const Interval expected = comparePaired(samples).confidence95;
        std::reverse(samples.begin(), samples.end());
        const Interval interval = comparePaired(samples).confidence95;
        QCOMPARE(interval.low, expected.low);
        QCOMPARE(interval.high, expected.high);
    }

    void withoutSamplesEverythingIsZero()
    {
        const PairedDifference result = comparePaired({});
        QCOMPARE(result.imageCount, 0);
        QCOMPARE(result.mean, 0.0);
    }
};

SCOTOPIC_TEST(StatisticsTest)

}  // namespace scotopic

#include "statistics_test.moc"
