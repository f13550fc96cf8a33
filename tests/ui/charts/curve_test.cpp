// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/charts/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace scotopic {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Steps from 1; noise with gaps and infinities now and then. Values are floats, as blocks keep them.
Curve randomCurve(int count, unsigned seed)
{
    std::mt19937 random(seed);
    Curve curve;
    for (int step = 1; step <= count; ++step) {
        const auto value = static_cast<double>(static_cast<float>(random() % 10'000) / 64);
        const bool isGap = random() % 50 == 0;
        curve.append(step, !isGap ? value : random() % 2 == 0 ? kNan : std::numeric_limits<double>::infinity());
    }
    return curve;
}

struct LowHigh {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();
};

/// By looking at every point.
LowHigh lowHigh(const QList<CurvePoint>& points, double from, double to)
{
    LowHigh range;
    for (const CurvePoint& point : points) {
        if (point.x >= from && point.x < to && std::isfinite(point.y)) {
            range.lowest = std::min(range.lowest, point.y);
            range.highest = std::max(range.highest, point.y);
        }
    }
    return range;
}

}  // namespace

class CurveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theEnvelopeIsThatOfEveryPoint_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::addColumn<bool>("isLogarithmic");
        QTest::newRow("all") << 100'000 << 1.0 << 100'000.0 << false;
        QTest::newRow("a part") << 100'000 << 12'345.5 << 67'890.25 << false;
        QTest::newRow("blocks of odd lengths") << 33'333 << 31.0 << 33'000.0 << false;
        QTest::newRow("logarithmic") << 100'000 << 1.0 << 100'000.0 << true;
    }
    void theEnvelopeIsThatOfEveryPoint()
    {
        QFETCH(const int, count);
        QFETCH(const double, from);
        QFETCH(const double, to);
        QFETCH(const bool, isLogarithmic);
        const Curve curve = randomCurve(count, 1);
        const CurveBins bins{from, to, 300, isLogarithmic};
        const std::vector<CurvePoint> drawn = curve.envelope(bins);
        QVERIFY(drawn.size() <= 600);
        // The first and the last bin also hold the points beyond the edges.
        for (int bin = 1; bin + 1 < bins.count; ++bin) {
            const LowHigh expected = lowHigh(curve.points(), bins.edge(bin), bins.edge(bin + 1));
            const double x = (bins.edge(bin) + bins.edge(bin + 1)) / 2;
            const auto found =
                std::find_if(drawn.begin(), drawn.end(), [x](const CurvePoint& point) { return point.x == x; });
            if (expected.lowest > expected.highest) {
                QVERIFY(found == drawn.end());
                continue;
            }
            QVERIFY(found != drawn.end());
            QCOMPARE(found->y, expected.lowest);
            QCOMPARE((found + 1)->y, expected.highest);
        }
    }

    void fewPointsAreDrawnAsTheyAre()
    {
        Curve curve;
        curve.append(1, 0.5);
        curve.append(2, kNan);
        curve.append(3, 0.25);
        QCOMPARE(curve.envelope({1, 3, 100}), (std::vector<CurvePoint>{{1, 0.5}, {3, 0.25}}));
        QVERIFY(Curve().envelope({1, 3, 100}).empty());
        QVERIFY(Curve().smoothed({1, 3, 100}, 8).empty());
        QVERIFY(!Curve().nearest(1));
    }

    void smoothingIsTheMeanOfTheWindow()
    {
        const Curve curve = randomCurve(5'000, 2);
        const QList<CurvePoint>& all = curve.points();
        for (const std::size_t window : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{500}}) {
            for (const CurvePoint& point : curve.smoothed({1, 5'000, 200}, window)) {
                const auto at = static_cast<std::ptrdiff_t>(point.x) - 1;
                const auto reach = static_cast<std::ptrdiff_t>(window);
                double sum = 0;
                int count = 0;
                for (std::ptrdiff_t i = at - (reach - 1) / 2; i <= at + reach / 2; ++i) {
                    if (i >= 0 && i < std::ssize(all) && std::isfinite(all[i].y)) {
                        sum += all[i].y;
                        ++count;
                    }
                }
                QVERIFY(std::abs(point.y - sum / count) < 1e-9 * std::abs(sum));
            }
        }
        QVERIFY(curve.smoothed({1, 5'000, 200}, 7).size() <= 201);
        QCOMPARE(curve.smoothed({1, 5'000, 200}, 7).back().x, 5'000.0);  // the newest is always seen
    }

    void oneWildValueSpoilsNoOtherMean()
    {
        Curve curve;
        for (int step = 1; step <= 10'000; ++step) {
            curve.append(step, step == 5'000 ? 1e20 : step == 100 ? 1e300 : 0.125);
        }
        for (const CurvePoint& point : curve.smoothed({1, 10'000, 500}, 32)) {
            QCOMPARE(point.y > 1, std::abs(point.x - 5'000) <= 16);
            QVERIFY(point.y > 1 || point.y == 0.125);
        }
        for (const CurvePoint& point : curve.envelope({1, 10'000, 500})) {
            QVERIFY(point.y <= 1e20);
        }
    }

    void theNearestFinitePointIsFound()
    {
        Curve curve;
        curve.append(10, 1);
        curve.append(20, kNan);
        curve.append(30, 3);
        QCOMPARE(curve.nearest(-5)->y, 1.0);
        QCOMPARE(curve.nearest(19)->y, 1.0);
        QCOMPARE(curve.nearest(21)->y, 3.0);
        QCOMPARE(curve.nearest(99)->y, 3.0);
    }
};

SCOTOPIC_TEST(CurveTest)

}  // namespace scotopic

#include "curve_test.moc"
