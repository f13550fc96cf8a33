// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/viewer/view_transform.h"

#include <cmath>

namespace scotopic {

namespace {

ViewTransform transformOf(QSizeF picture, QSizeF view)
{
    ViewTransform transform;
    transform.setViewSize(view);
    transform.setPictureSize(picture);
    return transform;
}

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

}  // namespace

class ViewTransformTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fitShowsTheWholePictureCentred()
    {
        const ViewTransform transform = transformOf({4000, 3000}, {800, 800});
        QCOMPARE(transform.zoom(), 0.2);
        QCOMPARE(transform.visiblePicture(), QRectF(0, 0, 4000, 3000));
        QCOMPARE(transform.viewFromPicture().map(QPointF(2000, 1500)), QPointF(400, 400));
    }

    void aPartWithPixelsThatAreNotSquareIsShownAlone()
    {
        ViewTransform transform = transformOf({400, 300}, {400, 400});
        transform.setPicture(QRectF(100, 50, 200, 100), {1, 2});
        QCOMPARE(transform.zoom(), 2.0);  // 200 x 200 square pixels
        QCOMPARE(transform.visiblePicture(), QRectF(100, 50, 200, 100));
        QCOMPARE(transform.viewFromPicture().map(QPointF(100, 50)), QPointF(0, 0));
        QCOMPARE(transform.viewFromPicture().map(QPointF(300, 150)), QPointF(400, 400));
        QCOMPARE(transform.pictureAt(QPointF(200, 200)), QPointF(200, 100));
        transform.zoomTo(4, {0, 0});
        QCOMPARE(transform.visiblePicture(), QRectF(100, 50, 100, 50));
        transform.panBy({-10'000, -10'000});  // no further than its edge
        QCOMPARE(transform.visiblePicture(), QRectF(200, 100, 100, 50));
        transform.show(4, {150, 75});
        QCOMPARE(transform.centre(), QPointF(150, 75));
    }

    void fitFollowsTheView()
    {
        ViewTransform transform = transformOf({4000, 3000}, {800, 800});
        transform.setViewSize({400, 800});
        QVERIFY(transform.isFit());
        QCOMPARE(transform.zoom(), 0.1);
    }

    void zoomKeepsThePointUnderTheCursor_data()
    {
        QTest::addColumn<QPointF>("cursor");
        QTest::addColumn<double>("zoom");
        QTest::newRow("centre, in") << QPointF(400, 300) << 1.0;
        QTest::newRow("near a corner, in") << QPointF(100, 50) << 0.9;
        QTest::newRow("far in") << QPointF(700, 500) << 8.0;
    }

    void zoomKeepsThePointUnderTheCursor()
    {
        QFETCH(QPointF, cursor);
        QFETCH(double, zoom);
        ViewTransform transform = transformOf({4000, 3000}, {800, 600});
        transform.zoomTo(0.5, {400, 300});
        const QPointF before = transform.pictureAt(cursor);
        transform.zoomTo(zoom, cursor);
        QVERIFY(distance(transform.pictureAt(cursor), before) < 1e-6);
        QVERIFY(!transform.isFit());
    }

    void zoomIsBounded()
    {
        ViewTransform transform = transformOf({4000, 3000}, {800, 600});
        transform.zoomTo(1e6, {0, 0});
        QCOMPARE(transform.zoom(), ViewTransform::kLargestZoom);
        transform.zoomTo(1e-6, {0, 0});
        QCOMPARE(transform.zoom(), 0.1);
    }

    void panningStopsAtThePicturesEdge()
    {
        ViewTransform transform = transformOf({4000, 3000}, {800, 600});
        transform.zoomTo(1.0, {400, 300});
        transform.panBy({1e6, 1e6});
        QCOMPARE(transform.visiblePicture(), QRectF(0, 0, 800, 600));
        transform.panBy({-30, -20});
        QCOMPARE(transform.visiblePicture(), QRectF(30, 20, 800, 600));
    }

    void thereIsNothingToPanWhileAllIsVisible()
    {
        ViewTransform transform = transformOf({4000, 3000}, {800, 600});
        transform.panBy({2, -1});
        QVERIFY(transform.isFit());
        QCOMPARE(transform.visiblePicture(), QRectF(0, 0, 4000, 3000));
    }

    void actualPixelsLieOnWholeDevicePixels()
    {
        ViewTransform transform = transformOf({4001, 3001}, {801, 600});
        transform.zoomTo(1.0, {123.4, 77.7});
        const QPointF origin = transform.viewFromPicture().map(QPointF(0, 0));
        QCOMPARE(origin.x(), std::round(origin.x()));
        QCOMPARE(origin.y(), std::round(origin.y()));
    }
};

SCOTOPIC_TEST(ViewTransformTest)

}  // namespace scotopic

#include "view_transform_test.moc"
