// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/enhance/view_plan.h"

#include <cmath>

namespace scotopic {

namespace {

RawImage rawOfSize(PixelSize size, Orientation orientation = Orientation::Upright)
{
    RawImage raw;
    raw.size = size;
    raw.orientation = orientation;
    return raw;
}

double planePixels(const NetworkPlan& plan, int binning)
{
    return static_cast<double>(plan.photosites.size().area()) / (4.0 * binning * binning);
}

}  // namespace

class ViewPlanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aProxyIsWholeBlocksAndNoCoarserThanTheScreen_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<int>("span");
        QTest::newRow("actual pixels") << 1.0 << 2;
        QTest::newRow("half size") << 0.5 << 2;
        QTest::newRow("a fifth") << 0.2 << 4;
        QTest::newRow("a tenth") << 0.1 << 10;
        QTest::newRow("enlarged") << 4.0 << 2;
    }

    void aProxyIsWholeBlocksAndNoCoarserThanTheScreen()
    {
        QFETCH(double, zoom);
        QTEST(proxySpan(rawOfSize({4000, 3000}), zoom), "span");
    }

    void aSensorRegionIsTurnedAndAligned()
    {
        const RawImage raw = rawOfSize({400, 300}, Orientation::Rotated90Clockwise);
        const PixelRect region = alignedSensorRegion(raw, {0, 0, 300, 400}, 4);
        QCOMPARE(region, (PixelRect{0, 0, 400, 300}));
        const PixelRect part = alignedSensorRegion(raw, {11, 21, 30, 50}, 8);
        QCOMPARE(part.x % 8, 0);
        QCOMPARE(part.y % 8, 0);
        const PixelRect back = orientedRect(part, raw.size, raw.orientation);
        QVERIFY(back.x <= 11 && back.y <= 21 && back.right() >= 41 && back.bottom() >= 71);
    }

    void theWholeOfABigPhotoIsOneQuickPass()
    {
        const RawImage raw = rawOfSize({4000, 3000});
        const NetworkPlan plan = planNetwork(raw, {0, 0, 4000, 3000}, 640.0 / 3000);
        QCOMPARE(plan.fineBinning, 4);
        QVERIFY(planePixels(plan, plan.coarseBinning) <= static_cast<double>(kCoarsePlanesPx.area()) * 1.02);
    }

    void atActualPixelsACoarsePassComesFirst()
    {
        const RawImage raw = rawOfSize({8000, 6000});
        const NetworkPlan plan = planNetwork(raw, {1000, 1000, 2560, 1440}, 1.0);
        QCOMPARE(plan.fineBinning, 1);
        QVERIFY(plan.coarseBinning > 1);
        QVERIFY(planePixels(plan, plan.coarseBinning) <= static_cast<double>(kCoarsePlanesPx.area()) * 1.02);
    }

    void aSmallPartNeedsNoCoarsePass()
    {
        const NetworkPlan plan = planNetwork(rawOfSize({1024, 1024}), {100, 100, 600, 500}, 2.0);
        QCOMPARE(plan.fineBinning, 1);
        QCOMPARE(plan.coarseBinning, 1);
    }
};

SCOTOPIC_TEST(ViewPlanTest)

}  // namespace scotopic

#include "view_plan_test.moc"
