// SPDX-License-Identifier: MIT
// Looking around at actual pixels with a model beside the picture before.
#include "core/raw/read_raw.h"
#include "tests/support/pass_through.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/developed_side.h"
#include "ui/enhance/live_rendering.h"

#include <QStringList>

#include <algorithm>
#include <cstdlib>
#include <semaphore>

namespace scotopic {

using test::PageFixture;

namespace {

/// Moves the picture under the mouse, as a hand does.
void drag(PictureView* view, QPoint by)
{
    const QPoint start = view->rect().center() + QPoint(60, 0);  // beside the divider
    QTest::mousePress(view, Qt::LeftButton, {}, start);
    QTest::mouseMove(view, start + by / 2);
    QTest::mouseMove(view, start + by);
    QTest::mouseRelease(view, Qt::LeftButton, {}, start + by);
}

/// What the device did for the view, in its order.
class StageLog : public QObject {
public:
    explicit StageLog(const PageFixture& fixture)
    {
        connect(fixture.page->findChild<LiveRendering*>(), &LiveRendering::refiningProgressed, this,
                [this](const Progress& progress) {
                    const QString stage = QString::fromStdString(progress.stage);
                    if (m_stages.isEmpty() || m_stages.back() != stage) {
                        m_stages << stage;
                    }
                });
    }
    [[nodiscard]] const QStringList& stages() const { return m_stages; }
    void clear() { m_stages.clear(); }

private:
    QStringList m_stages;
};

void showActualPixels(const PageFixture& fixture, const std::filesystem::path& photo)
{
    const std::filesystem::path model = fixture.path("pass.safetensors");
    writeModelFile(model, test::passThroughModel(), IfExists::Overwrite);
    fixture.openAndSettle(photo);
    fixture.settleAfter([&] { fixture.page->chooseModel(model); });
}

DevelopedSide* sideBefore(const PageFixture& fixture)
{
    return fixture.page->findChildren<DevelopedSide*>()[1];
}

/// The largest difference of any channel in a row of the view that lies on `expected` at `offset`.
int largestDifference(const QImage& shown, const QImage& expected, QPoint offset, int y, int left, int right)
{
    int largest = 0;
    for (int x = left; x < right; ++x) {
        const QColor a = shown.pixelColor(x, y);
        const QColor b = expected.pixelColor(offset + QPoint(x, y));
        largest = std::max(
            {largest, std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
    }
    return largest;
}

}  // namespace

class PanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void afterAPanBothSidesAreFinal()
    {
        const PageFixture fixture;
        const std::filesystem::path file = fixture.photo("scene.dng", {1500, 1100});
        showActualPixels(fixture, file);
        fixture.settleAfter([&] {
            fixture.page->actions().compare->trigger();
            fixture.page->actions().actualPixels->trigger();
        });
        const QRectF seen = fixture.view()->visiblePicture();
        fixture.settleAfter([&] { drag(fixture.view(), {-220, -150}); });
        QVERIFY(!seen.contains(fixture.view()->visiblePicture()));

        const RawImage raw = readRaw(file);
        const ExposureRatio ratio = fixture.page->findChild<AmplificationControl*>()->ratio();
        Enhancer enhancer(fixture.path("pass.safetensors"), {});
        const QImage network = toQImage(toPreview(enhancer.enhance(raw, ratio, {})));
        const QImage asShot = toQImage(toPreview(renderClassical(raw, kSmallestRatio, /*noiseThreshold=*/0, {})));
        const QImage shown = fixture.view()->grab().toImage();
        const QPoint offset = fixture.view()->pictureAt({0, 0}).toPoint();
        const int middle = shown.width() / 2;
        for (const int y : {shown.height() / 4, shown.height() / 2 - 40, shown.height() * 3 / 4}) {
            QCOMPARE(largestDifference(shown, asShot, offset, y, 40, middle - 40), 0);
            // In bf16 a tile of another shape may round its sums otherwise.
            QVERIFY(largestDifference(shown, network, offset, y, middle + 40, shown.width() - 40) <= 2);
        }
    }

    void theNetworkGoesBeforeTheDevelopment()
    {
        const PageFixture fixture;
        showActualPixels(fixture, fixture.noisePhoto("large.dng", {5000, 3600}));
        StageLog log(fixture);
        QSignalSpy running(sideBefore(fixture), &DevelopedSide::runningChanged);
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        fixture.page->actions().compare->trigger();
        fixture.page->actions().actualPixels->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(log.stages().contains(QStringLiteral("developing")), 30'000);
        drag(fixture.view(), {200, 200});  // while the side before is being developed
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0 && sideBefore(fixture)->shownRatio(), 60'000);
        QCOMPARE(log.stages(), QStringList({QStringLiteral("network"), QStringLiteral("developing"),
                                            QStringLiteral("network"), QStringLiteral("developing")}));
        QCOMPARE(running.count(), 4);  // begun, stopped, begun again, ended

        log.clear();
        fixture.settleAfter([&] { drag(fixture.view(), {-900, 0}); });
        QCOMPARE(log.stages(), QStringList(QStringLiteral("network")));  // the development is of the whole photo
    }

    void aPassForWhatIsNoLongerSeenIsGivenUp()
    {
        const PageFixture fixture;
        showActualPixels(fixture, fixture.noisePhoto("large.dng", {3600, 1600}));
        fixture.settleAfter([&] { fixture.page->actions().actualPixels->trigger(); });
        QSignalSpy refining(fixture.page->findChild<LiveRendering*>(), &LiveRendering::refiningChanged);
        std::binary_semaphore gate(0);
        fixture.workers.device->submit(
            Priority::Interactive, [&gate](const JobContext&) { gate.acquire(); }, [](const std::exception_ptr&) {});
        const QPoint aside(fixture.view()->width() + 100, 0);
        drag(fixture.view(), aside);
        QTRY_COMPARE(refining.count(), 1);  // waits for the device
        fixture.settleAfter([&] {
            drag(fixture.view(), -2 * aside);
            QTRY_COMPARE(refining.count(), 2);
            gate.release();
        });

        StageLog log(fixture);
        fixture.settleAfter([&] { drag(fixture.view(), aside); });
        QVERIFY(log.stages().isEmpty());  // what was seen first is kept
        fixture.settleAfter([&] { drag(fixture.view(), aside); });
        QCOMPARE(log.stages(), QStringList(QStringLiteral("network")));  // what was passed by never was computed
    }
};

SCOTOPIC_TEST(PanTest)

}  // namespace scotopic

#include "pan_test.moc"
