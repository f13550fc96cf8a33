// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/viewer/picture_view.h"

#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>

namespace scotopic {

namespace {

using Side = PictureView::Side;
using Layer = PictureView::Layer;

QImage filled(QSize size, const QColor& colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

PicturePatch patchOf(const QRectF& where, const QColor& colour)
{
    return makePatch(filled(where.size().toSize(), colour), where);
}

/// Red before, blue after, 400 x 200.
void showRedAndBlue(PictureView& view)
{
    view.resize(400, 200);
    view.setPictureSize({400, 200});
    view.setPatch(Side::Before, Layer::Overview, patchOf({0, 0, 400, 200}, Qt::red));
    view.setPatch(Side::After, Layer::Overview, patchOf({0, 0, 400, 200}, Qt::blue));
}

void wheel(PictureView& view, QPointF at, int delta)
{
    QWheelEvent event(at, view.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &event);
}

}  // namespace

class PictureViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsBeforeOnTheLeftAndAfterOnTheRight()
    {
        PictureView view;
        showRedAndBlue(view);
        view.setSplitShown(true);
        view.setDividerFraction(0.25);
        const QImage shown = view.grab().toImage();
        QCOMPARE(shown.pixelColor(80, 20), QColor(Qt::red));
        QCOMPARE(shown.pixelColor(120, 20), QColor(Qt::blue));
        QCOMPARE(shown.pixelColor(390, 190), QColor(Qt::blue));
    }

    void withoutSplitOnlyAfterIsSeen()
    {
        PictureView view;
        showRedAndBlue(view);
        QCOMPARE(view.grab().toImage().pixelColor(10, 100), QColor(Qt::blue));
    }

    void theDividerFollowsTheMouse()
    {
        PictureView view;
        showRedAndBlue(view);
        view.setSplitShown(true);
        QSignalSpy moved(&view, &PictureView::dividerMoved);
        QTest::mousePress(&view, Qt::LeftButton, {}, {200, 150});
        QTest::mouseMove(&view, {300, 150});
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {300, 150});
        QCOMPARE(view.dividerFraction(), 0.75);
        QVERIFY(moved.count() >= 1);
        QVERIFY(view.isFit());  // the drag did not pan
        QCOMPARE(view.grab().toImage().pixelColor(250, 20), QColor(Qt::red));
    }

    void theWheelZoomsAtTheCursor()
    {
        PictureView view;
        showRedAndBlue(view);
        const QPointF cursor(310, 40);
        const QPointF before = view.pictureAt(cursor);
        for (int i = 0; i < 5; ++i) {
            wheel(view, cursor, 120);
        }
        QVERIFY(std::abs(view.zoom() - std::pow(1.25, 5)) < 1e-9);
        const QPointF after = view.pictureAt(cursor);
        QVERIFY(std::hypot(after.x() - before.x(), after.y() - before.y()) < 0.5);
    }

    void aWheelTiltedSidewaysDoesNothing()
    {
        PictureView view;
        showRedAndBlue(view);
        QWheelEvent event({100, 100}, view.mapToGlobal(QPointF(100, 100)), {}, {120, 0}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
        QVERIFY(view.isFit());
        QCOMPARE(view.zoom(), 1.0);
    }

    void draggingPans()
    {
        PictureView view;
        view.resize(200, 100);
        view.setPictureSize({2000, 1000});
        view.zoomToActualPixels();
        const QPointF grabbed = view.pictureAt({50, 50});
        QTest::mousePress(&view, Qt::LeftButton, {}, {50, 50});
        QTest::mouseMove(&view, {80, 40});
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {80, 40});
        QCOMPARE(view.pictureAt({80, 40}), grabbed);
    }

    void finerLayersCoverCoarserOnes()
    {
        PictureView view;
        showRedAndBlue(view);
        view.addPatch(Side::After, Layer::Refined, patchOf({0, 0, 100, 100}, Qt::green));
        view.addPatch(Side::After, Layer::Refined, patchOf({100, 0, 100, 100}, Qt::yellow));
        view.setPatch(Side::After, Layer::Detail, patchOf({0, 0, 400, 200}, Qt::black));
        const QImage shown = view.grab().toImage();
        QCOMPARE(shown.pixelColor(50, 50), QColor(Qt::green));
        QCOMPARE(shown.pixelColor(150, 50), QColor(Qt::yellow));
        QCOMPARE(shown.pixelColor(350, 150), QColor(Qt::black));
        view.clearLayer(Side::After, Layer::Refined);
        QCOMPARE(view.grab().toImage().pixelColor(50, 50), QColor(Qt::black));
    }

    void neighbouringTilesLeaveNoSeamAtAnyZoom()
    {
        PictureView view;
        view.resize(317, 211);
        view.setPictureSize({512, 512});
        for (int y = 0; y < 512; y += 64) {
            for (int x = 0; x < 512; x += 64) {
                view.addPatch(Side::After, Layer::Refined, patchOf(QRectF(x, y, 64, 64), Qt::white));
            }
        }
        for (int step = 0; step < 12; ++step) {
            const QImage shown = view.grab().toImage();
            const QRectF visible = view.visiblePicture();
            for (int x = 0; x < shown.width(); ++x) {
                if (visible.adjusted(2, 2, -2, -2).contains(view.pictureAt(QPointF(x, 105)))) {
                    QCOMPARE(shown.pixelColor(x, 105), QColor(Qt::white));
                }
            }
            view.zoomIn();
        }
    }

    void keysZoomTheViewAndMoveTheDivider()
    {
        PictureView view;
        showRedAndBlue(view);
        view.setSplitShown(true);
        QSignalSpy toggled(&view, &PictureView::splitToggleRequested);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(toggled.count(), 1);
        QTest::keyClick(&view, Qt::Key_BracketRight);
        QCOMPARE(view.dividerFraction(), 0.52);
        view.zoomIn();
        view.zoomIn();
        const QRectF before = view.visiblePicture();
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(view.visiblePicture().left() < before.left());
    }

    void aDoubleClickElsewhereThanOnThePictureZoomsNothing()
    {
        PictureView view;
        view.resize(200, 100);
        view.setPictureSize({2000, 1000});
        QTest::mouseDClick(&view, Qt::RightButton, {}, {30, 50});
        QVERIFY(view.isFit());
        view.setSplitShown(true);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {100, 50});  // on the divider
        QVERIFY(view.isFit());
    }

    void whoComesByTabSeesWhereTheKeysGo()
    {
        PictureView view;
        showRedAndBlue(view);
        view.show();
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        const auto edge = [&] { return view.grab().toImage().pixelColor(1, 100); };
        view.setFocus(Qt::MouseFocusReason);
        QCOMPARE(edge(), QColor(Qt::blue));
        view.clearFocus();
        view.setFocus(Qt::TabFocusReason);
        QVERIFY(view.hasFocus());
        QVERIFY(edge().red() > 180 && edge().red() == edge().blue());
        view.clearFocus();
        QCOMPARE(edge(), QColor(Qt::blue));
    }

    void doubleClickGoesToActualPixelsAndBack()
    {
        PictureView view;
        view.resize(200, 100);
        view.setPictureSize({2000, 1000});
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {100, 50});
        QCOMPARE(view.zoom(), 1.0);
        QTest::mouseDClick(&view, Qt::LeftButton, {}, {100, 50});
        QVERIFY(view.isFit());
    }
};

/// Also run by CTest with a desktop scale factor of 2.
class PictureViewDensityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void atActualPixelsEveryPicturePixelIsOneScreenPixel()
    {
        QImage checks(64, 64, QImage::Format_RGB32);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                checks.setPixelColor(x, y, (x + y) % 2 == 0 ? Qt::white : Qt::black);
            }
        }
        PictureView view;
        view.resize(21, 21);
        view.setPictureSize({64, 64});
        view.setPatch(Side::After, Layer::Overview, makePatch(checks, {0, 0, 64, 64}));
        view.zoomToActualPixels();
        const QImage shown = view.grab().toImage();
        const int screenPx = qRound(21 * view.devicePixelRatioF());
        QCOMPARE(shown.width(), screenPx);
        QCOMPARE(view.visiblePicture().width(), static_cast<double>(screenPx));
        for (int x = 0; x + 1 < screenPx; ++x) {
            const int grey = shown.pixelColor(x, screenPx / 2).value();
            QVERIFY(grey == 0 || grey == 255);
            QCOMPARE(grey + shown.pixelColor(x + 1, screenPx / 2).value(), 255);
        }
    }
};

SCOTOPIC_TEST(PictureViewTest)
SCOTOPIC_TEST(PictureViewDensityTest)

}  // namespace scotopic

#include "picture_view_test.moc"
