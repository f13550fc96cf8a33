// SPDX-License-Identifier: MIT
// What the two sides of the view show when everything is settled.
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/developed_side.h"
#include "ui/enhance/live_rendering.h"
#include "ui/enhance/ratio_scale.h"

#include <QSlider>

#include <semaphore>

namespace scotopic {

using test::PageFixture;

namespace {

double brightnessOfPart(const PageFixture& fixture, double left, double right)
{
    const QImage shown = fixture.view()->grab().toImage();
    const auto x = [&](double fraction) { return static_cast<int>(fraction * shown.width()); };
    return PageFixture::brightnessOf(shown, QRect(x(left), shown.height() / 3, x(right) - x(left), shown.height() / 3));
}

double brightnessBefore(const PageFixture& fixture)
{
    return brightnessOfPart(fixture, 0.25, 0.45);
}

std::filesystem::path smallPhoto(const PageFixture& fixture)
{
    return fixture.photo("small.dng", {320, 240});
}

ExposureRatio shownRatio(const PageFixture& fixture)
{
    return fixture.page->findChild<AmplificationControl*>()->ratio();
}

DevelopedSide* developedSide(const PageFixture& fixture, PictureView::Side side)
{
    // In the order of their making.
    return fixture.page->findChildren<DevelopedSide*>()[side == PictureView::Side::After ? 0 : 1];
}

}  // namespace

class LiveViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSideBeforeMayBeTheClassicalRendering()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        fixture.settleAfter([&] { fixture.page->actions().compare->trigger(); });
        const double asShot = brightnessBefore(fixture);
        fixture.settleAfter([&] { fixture.page->actions().beforeClassical->trigger(); });
        const double classical = brightnessBefore(fixture);
        QVERIFY2(classical > 3 * asShot, qPrintable(QStringLiteral("%1, %2").arg(asShot).arg(classical)));
        fixture.settleAfter([&] { fixture.find<QSlider>("amplificationSlider")->setValue(sliderFromRatio({4.0F})); });
        QVERIFY(brightnessBefore(fixture) < classical / 2);  // it follows the slider
        fixture.settleAfter([&] { fixture.page->actions().beforeAsShot->trigger(); });
        QVERIFY(std::abs(brightnessBefore(fixture) - asShot) < 0.05 * asShot + 0.1);
    }

    void choosingASideShowsTheComparison()
    {
        const PageFixture fixture;
        fixture.openAndSettle(smallPhoto(fixture));
        QVERIFY(!fixture.view()->isSplitShown());
        fixture.page->actions().beforeClassical->trigger();
        QVERIFY(fixture.view()->isSplitShown());
    }

    void theSideBeforeIsFoundAgain()
    {
        PageFixture fixture;
        fixture.openAndSettle(smallPhoto(fixture));
        fixture.page->actions().beforeClassical->trigger();
        fixture.page->saveSession();
        fixture.openPage();
        QVERIFY(fixture.page->actions().beforeAsShot->isChecked());
        fixture.page->restoreSession();
        QVERIFY(fixture.page->actions().beforeClassical->isChecked());
    }

    void atActualPixelsTheSideBeforeIsLibRawsDevelopment_data()
    {
        QTest::addColumn<bool>("isClassical");
        QTest::newRow("as shot") << false;
        QTest::newRow("classical") << true;
    }

    void atActualPixelsTheSideBeforeIsLibRawsDevelopment()
    {
        QFETCH(bool, isClassical);
        const PageFixture fixture;
        const std::filesystem::path file = fixture.photo();
        fixture.openAndSettle(file);
        fixture.settleAfter([&] { fixture.page->chooseModel(fixture.model()); });
        fixture.settleAfter([&] {
            (isClassical ? fixture.page->actions().beforeClassical : fixture.page->actions().beforeAsShot)->trigger();
            fixture.page->actions().actualPixels->trigger();
        });
        const OpenedPhoto opened = openPhoto(file, shownRatio(fixture), {200, 150}, {});
        const ExposureRatio ratio = isClassical ? opened.ratio : kSmallestRatio;
        const QImage expected =
            toQImage(toPreview(renderClassical(opened.photo->raw, ratio, /*noiseThreshold=*/0.0F, {})));
        const QImage shown = fixture.view()->grab().toImage();
        const QPoint offset = fixture.view()->pictureAt({0, 0}).toPoint();
        for (int x = 40; x < shown.width() / 2 - 40; ++x) {
            const QPoint at(x, shown.height() / 3);
            QCOMPARE(shown.pixelColor(at), expected.pixelColor(at + offset));
        }
    }

    void equalSidesAreDevelopedOnce()
    {
        const PageFixture fixture;
        QSignalSpy after(developedSide(fixture, PictureView::Side::After), &DevelopedSide::runningChanged);
        QSignalSpy before(developedSide(fixture, PictureView::Side::Before), &DevelopedSide::runningChanged);
        fixture.page->actions().beforeClassical->setChecked(true);
        fixture.page->actions().compare->setChecked(true);
        fixture.openAndSettle(smallPhoto(fixture));
        QCOMPARE(after.count(), 2);  // begun and ended
        QCOMPARE(before.count(), 0);
        QVERIFY(developedSide(fixture, PictureView::Side::Before)->shownRatio() == shownRatio(fixture));
    }

    void panningDoesNotDevelopAgain()
    {
        const PageFixture fixture;
        QSignalSpy running(developedSide(fixture, PictureView::Side::After), &DevelopedSide::runningChanged);
        fixture.openAndSettle(smallPhoto(fixture));
        fixture.settleAfter([&] { fixture.page->actions().zoomIn->trigger(); });
        QCOMPARE(running.count(), 2);
        const QRectF seen = fixture.view()->visiblePicture();
        fixture.settleAfter([&] { QTest::keyClick(fixture.view(), Qt::Key_Left); });
        QVERIFY(fixture.view()->visiblePicture() != seen);
        QCOMPARE(running.count(), 2);
    }

    void theSideBeforeIsForgottenWithTheSplit()
    {
        const PageFixture fixture;
        fixture.openAndSettle(smallPhoto(fixture));
        DevelopedSide* before = developedSide(fixture, PictureView::Side::Before);
        fixture.settleAfter([&] { fixture.page->actions().compare->trigger(); });
        QVERIFY(before->shownRatio() == kSmallestRatio);
        fixture.settleAfter([&] { fixture.page->actions().compare->trigger(); });
        QVERIFY(!before->shownRatio());
        QVERIFY(developedSide(fixture, PictureView::Side::After)->shownRatio() == shownRatio(fixture));
        fixture.settleAfter([&] { fixture.page->actions().compare->trigger(); });
        QVERIFY(before->shownRatio() == kSmallestRatio);
    }

    void aDevelopmentThatIsBeingMadeIsNotBegunAgain()
    {
        const PageFixture fixture;
        const OpenedPhoto opened = openPhoto(smallPhoto(fixture), std::nullopt, {200, 150}, {});
        std::binary_semaphore gate(0);
        fixture.workers.device->submit(
            Priority::Interactive, [&gate](const JobContext&) { gate.acquire(); }, [](const std::exception_ptr&) {});
        PictureView view;
        view.setPictureSize({320, 240});
        DevelopedSide side(fixture.workers, &view, PictureView::Side::After, nullptr);
        QSignalSpy running(&side, &DevelopedSide::runningChanged);
        QSignalSpy shown(&side, &DevelopedSide::shown);
        side.want(opened.photo, opened.ratio, {});
        side.want(opened.photo, opened.ratio, {});
        QCOMPARE(running.count(), 1);
        gate.release();
        QVERIFY(shown.wait(20'000));
        side.want(opened.photo, opened.ratio, {});
        QVERIFY(!side.isRunning());
        QVERIFY(side.shownRatio() == opened.ratio);
    }

    void theOverviewCatchesUpWhenTheSliderRests()
    {
        const PageFixture fixture;
        const std::filesystem::path file = fixture.noisePhoto("large.dng", {3600, 2700});
        fixture.openAndSettle(file);
        fixture.settleAfter([&] { fixture.page->actions().actualPixels->trigger(); });
        // At actual pixels a drag renders what is visible alone.
        QSignalSpy histograms(fixture.page->findChild<LiveRendering*>(), &LiveRendering::histogramChanged);
        fixture.settleAfter([&] { fixture.find<QSlider>("amplificationSlider")->setValue(sliderFromRatio({3.0F})); });
        const QSize page = fixture.page->size();  // what it was opened for
        const OpenedPhoto whole = openPhoto(file, shownRatio(fixture), {page.width(), page.height()}, {});
        QVERIFY(whole.photo->overview.photositesPerPixel > 2);  // coarser than what actual pixels show
        QVERIFY(histograms.count() >= 1);
        const auto shown = histograms.back().front().value<Histogram>();
        QCOMPARE(shown.pixelCount, whole.preview.histogram.pixelCount);
        QVERIFY(shown == whole.preview.histogram);
    }
};

SCOTOPIC_TEST(LiveViewTest)

}  // namespace scotopic

#include "live_view_test.moc"
