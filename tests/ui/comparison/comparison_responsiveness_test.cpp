// SPDX-License-Identifier: MIT
#include "tests/support/latency_probe.h"
#include "tests/support/test_registry.h"
#include "tests/ui/comparison/comparison_fixture.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/picture_board.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/viewer/picture_view.h"

#include <QTabWidget>

namespace scotopic {

using test::ComparisonFixture;
using test::LatencyProbe;

namespace {

constexpr int kLongGapMs = 120'000;
constexpr bool isInstrumented = test::kMostMs > 50;
constexpr PixelSize kLargePlanes = isInstrumented ? PixelSize{712, 532} : PixelSize{2128, 1424};  // SID: 12 MP
constexpr QRect kRegion{700, 500, 600, 400};

struct Viewing {
    explicit Viewing(const ComparisonFixture& fixture)
        : viewer(fixture.page->viewer()), settled(&viewer, &ComparisonViewer::settled),
          maps(&viewer, &ComparisonViewer::mapsShown), scored(&viewer, &ComparisonViewer::regionScored)
    {
    }
    void press(Qt::Key key) const
    {
        QTest::keyClick(viewer.board().currentView(), key);
        QCoreApplication::processEvents();
        viewer.board().repaint();
    }
    [[nodiscard]] static bool hasCome(QSignalSpy& spy)
    {
        const bool came = !spy.isEmpty() || spy.wait(kLongGapMs);
        spy.clear();
        return came;
    }

    ComparisonViewer& viewer;
    QSignalSpy settled;
    QSignalSpy maps;
    QSignalSpy scored;
};

}  // namespace

class ComparisonResponsivenessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// What else the machine does can only add to the thread's time, so one of three attempts is enough.
    void thePageNeverFreezesOverLargePictures()
    {
        constexpr int kAttempts = 3;
        double worstMs = test::kMostMs;
        for (int attempt = 0; attempt < kAttempts && worstMs >= test::kMostMs; ++attempt) {
            lookAround(worstMs);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        QVERIFY(worstMs < test::kMostMs);
    }

private:
    static void lookAround(double& worstMs)
    {
        ComparisonFixture fixture;
        test::writeSmallCache(fixture.path("data"), {test::namedPair("10003", 0), test::namedPair("10011", 0)},
                              kLargePlanes);
        EvaluationSetup setup = fixture.smallSetup();
        setup.models.pop_back();
        setup.statistics = {NormStatistics::Running};
        setup.protocols = QStringLiteral("study");
        fixture.page->resize(1280, 720);

        const LatencyProbe probe;
        fixture.evaluateAndWait(setup);
        if (QTest::currentTestFailed()) {
            return;
        }
        Viewing viewing(fixture);
        viewPictures(fixture, viewing);
        for (QTabWidget* tabs : fixture.page->findChildren<QTabWidget*>()) {
            for (int tab = tabs->count() - 1; tab >= 0; --tab) {
                tabs->setCurrentIndex(tab);
                QCoreApplication::processEvents();
            }
        }
        QSignalSpy saved(fixture.page.get(), &ComparisonPage::reportSaved);
        fixture.page->saveReport(fixture.path("report.html"));
        QVERIFY2(Viewing::hasCome(saved), qPrintable(fixture.bannerText()));
        worstMs = probe.worstCpuMs();
        qInfo("worst: %.1f ms between ticks, %.1f ms computed in the window's thread, %d ticks", probe.worstGapMs(),
              worstMs, probe.tickCount());
        QVERIFY(probe.tickCount() > 50);
    }

    static void viewPictures(const ComparisonFixture& fixture, Viewing& viewing)
    {
        fixture.page->look(fixture.page->grid().shownPairs().front(), 3);
        QVERIFY(Viewing::hasCome(viewing.settled));
        for (const Qt::Key arrangement : {Qt::Key_D, Qt::Key_B, Qt::Key_B, Qt::Key_S}) {
            viewing.press(arrangement);
        }
        for (const Qt::Key key : {Qt::Key_1, Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Right, Qt::Key_Minus, Qt::Key_F}) {
            viewing.press(key);
        }
        for (int map = 0; map < 4; ++map) {
            viewing.press(Qt::Key_M);
            QVERIFY(Viewing::hasCome(viewing.maps));
        }
        viewing.viewer.setRegion(kRegion);
        QVERIFY(Viewing::hasCome(viewing.scored));
        viewing.press(Qt::Key_PageDown);
        QVERIFY(Viewing::hasCome(viewing.settled));
        viewing.press(Qt::Key_Escape);
    }
};

SCOTOPIC_TEST(ComparisonResponsivenessTest)

}  // namespace scotopic

#include "comparison_responsiveness_test.moc"
