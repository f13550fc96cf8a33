// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/viewer/picture_view.h"
#include "ui/viewer/view_sync.h"

#include <cmath>

namespace scotopic {

namespace {

void open(PictureView& view)
{
    view.resize(300, 200);
    view.show();
    view.setPictureSize({3000, 2000});
}

bool isAt(const PictureView& view, QPointF centre)
{
    const QPointF difference = view.centre() - centre;
    return std::abs(difference.x()) < 1e-6 && std::abs(difference.y()) < 1e-6;
}

}  // namespace

class ViewSyncTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linkedViewsZoomAndMoveTogether()
    {
        PictureView a;
        PictureView b;
        open(a);
        open(b);
        ViewSync sync;
        sync.add(&a);
        sync.add(&b);
        a.showAt(1.0, {1000, 900});
        QCOMPARE(b.zoom(), 1.0);
        QVERIFY(isAt(b, {1000, 900}));
        b.zoomToFit();
        QVERIFY(a.isFit());
    }

    void howFarViewsAreApartStaysWhenTheyAreLinkedAgain()
    {
        PictureView a;
        PictureView b;
        open(a);
        open(b);
        ViewSync sync;
        sync.add(&a);
        sync.add(&b);
        a.showAt(1.0, {1000, 900});
        sync.setLinked(false);
        b.showAt(1.0, {1040, 890});
        QVERIFY(isAt(a, {1000, 900}));
        sync.setLinked(true);
        a.showAt(2.0, {1200, 1000});
        QCOMPARE(b.zoom(), 2.0);
        QVERIFY(isAt(b, {1240, 990}));
        b.showAt(2.0, {1140, 890});
        QVERIFY(isAt(a, {1100, 900}));
        sync.align(&a);
        QVERIFY(isAt(b, {1100, 900}));
    }

    void draggingWithTheToolMarksARegion()
    {
        PictureView view;
        open(view);
        view.showAt(1.0, {1500, 1000});  // picture (1350, 900) at the view's corner
        view.setRegionTool(true);
        QSignalSpy dragged(&view, &PictureView::regionDragged);
        QTest::mousePress(&view, Qt::LeftButton, {}, {60, 50});
        QTest::mouseMove(&view, {20, 90});
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {20, 90});
        QCOMPARE(dragged.count(), 1);
        QCOMPARE(dragged.front().front().toRect(), QRect(1370, 950, 40, 40));
        QVERIFY(isAt(view, {1500, 1000}));
        view.setRegionTool(false);
        QTest::mousePress(&view, Qt::LeftButton, {}, {60, 50});
        QTest::mouseMove(&view, {50, 50});
        QTest::mouseRelease(&view, Qt::LeftButton, {}, {50, 50});
        QCOMPARE(dragged.count(), 1);
        QVERIFY(isAt(view, {1510, 1000}));
    }
};

SCOTOPIC_TEST(ViewSyncTest)

}  // namespace scotopic

#include "view_sync_test.moc"
