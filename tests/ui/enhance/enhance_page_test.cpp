// SPDX-License-Identifier: MIT
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/ratio_scale.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>

namespace scotopic {

using test::PageFixture;
using State = EnhancePage::State;

namespace {

/// As a hand does it.
void chooseRatio(const PageFixture& fixture, int position)
{
    auto* slider = fixture.find<QSlider>("amplificationSlider");
    slider->setSliderDown(true);
    slider->setSliderPosition(position);
    slider->setSliderDown(false);
}

void drop(const PageFixture& fixture, const std::vector<std::filesystem::path>& files)
{
    QMimeData mime;
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files) {
        urls << QUrl::fromLocalFile(fromPath(file));
    }
    mime.setUrls(urls);
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(fixture.page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({50, 50}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(fixture.page.get(), &event);
}

}  // namespace

class EnhancePageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptyPageSaysWhatToDo()
    {
        const PageFixture fixture;
        QVERIFY(fixture.page->state() == State::Empty);
        QCOMPARE(fixture.find<QLabel>("headline")->text(), QStringLiteral("Drop a raw photo here, or open one."));
        QVERIFY(!fixture.page->actions().exportPicture->isEnabled());
        QVERIFY(fixture.page->actions().open->isEnabled());
    }

    void openingShowsABrightPicture()
    {
        const PageFixture fixture;
        QSignalSpy title(fixture.page.get(), &EnhancePage::titleChanged);
        fixture.page->open(fixture.photo());
        QVERIFY(fixture.page->state() == State::Opening);
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QCOMPARE(title.back().front().toString(), QStringLiteral("night.dng"));
        QVERIFY2(fixture.brightness() > 15, qPrintable(QString::number(fixture.brightness())));
        QVERIFY(fixture.page->actions().exportPicture->isEnabled());
    }

    void slidingBrightensThePicture()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        auto* slider = fixture.find<QSlider>("amplificationSlider");
        slider->setValue(sliderFromRatio({10.0F}));
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 20'000);
        const double dark = fixture.brightness();
        slider->setValue(sliderFromRatio({200.0F}));
        QTRY_VERIFY2(fixture.brightness() > 1.5 * dark, qPrintable(QString::number(dark)));
    }

    void everyStepOfAFastDragEndsAtTheNewestValue()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        auto* slider = fixture.find<QSlider>("amplificationSlider");
        slider->setSliderDown(true);
        for (int position = 0; position <= kRatioSliderSteps; position += 20) {
            slider->setSliderPosition(position);
            QCoreApplication::processEvents();
        }
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        slider->setSliderDown(false);
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 20'000);
        const double shown = fixture.brightness();
        const OpenedPhoto direct = openPhoto(fixture.path("night.dng"), kLargestRatio, {600, 500}, {});
        const QImage& image = direct.preview.patch.levels.front();
        const double expected = PageFixture::brightnessOf(
            image, QRect(image.width() / 3, image.height() / 3, image.width() / 3, image.height() / 3));
        QVERIFY2(std::abs(shown - expected) < 0.25 * expected,
                 qPrintable(QStringLiteral("%1, expected %2").arg(shown).arg(expected)));
    }

    void compareShowsTheDarkRawBesideThePicture()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        fixture.page->actions().compare->trigger();
        QVERIFY(fixture.view()->isSplitShown());
        const QImage shown = fixture.view()->grab().toImage();
        const QRect left(shown.width() / 4, shown.height() / 3, shown.width() / 8, shown.height() / 3);
        const QRect right(shown.width() * 5 / 8, shown.height() / 3, shown.width() / 8, shown.height() / 3);
        QVERIFY(PageFixture::brightnessOf(shown, right) > 2 * PageFixture::brightnessOf(shown, left));
    }

    void aModelMakesThePictureAndSaysSo()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        const QImage classical = fixture.view()->grab().toImage();
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        fixture.page->chooseModel(fixture.model());
        QTRY_VERIFY_WITH_TIMEOUT(
            settled.count() > 0 && fixture.find<QLabel>("makerText")->text().contains(QStringLiteral("tiny")), 30'000);
        QCOMPARE(fixture.bannerText(), QString());
        QCOMPARE(fixture.find<QComboBox>("modelPicker")->currentText(), QStringLiteral("tiny"));
        QVERIFY(fixture.view()->grab().toImage() != classical);
    }

    void cancellingAnOpeningLeavesThePageAsItWas()
    {
        const PageFixture fixture;
        fixture.page->open(fixture.photo());
        fixture.page->actions().cancel->trigger();
        QTRY_VERIFY(fixture.page->state() == State::Empty);
        QCOMPARE(fixture.bannerText(), QString());
    }

    void openingAnotherPhotoReplacesTheOneThatIsLoading()
    {
        const PageFixture fixture;
        QSignalSpy title(fixture.page.get(), &EnhancePage::titleChanged);
        const std::filesystem::path first = fixture.photo("first.dng");
        const std::filesystem::path second = fixture.photo("second.dng");
        fixture.page->open(first);
        fixture.page->open(second);
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QCOMPARE(title.count(), 1);
        QCOMPARE(title.front().front().toString(), QStringLiteral("second.dng"));
    }

    void changesCanBeUndoneAndRedone()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        auto* control = fixture.page->findChild<AmplificationControl*>();
        const ExposureRatio suggested = control->ratio();
        chooseRatio(fixture, 100);
        const ExposureRatio chosen = control->ratio();
        QVERIFY(chosen != suggested);
        fixture.page->actions().undo->trigger();
        QCOMPARE(control->ratio(), suggested);
        QVERIFY(!fixture.page->actions().undo->isEnabled());
        fixture.page->actions().redo->trigger();
        QCOMPARE(control->ratio(), chosen);
    }

    void aModelChoiceCanBeUndone()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        fixture.page->chooseModel(fixture.model());
        QTRY_VERIFY(fixture.page->actions().undo->isEnabled());
        auto* picker = fixture.find<QComboBox>("modelPicker");
        QCOMPARE(picker->currentText(), QStringLiteral("tiny"));
        fixture.page->actions().undo->trigger();
        QTRY_COMPARE(picker->currentIndex(), 0);
        fixture.page->actions().redo->trigger();
        QTRY_COMPARE(picker->currentText(), QStringLiteral("tiny"));
    }

    void undoingStopsAModelThatStillLoads()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        const ExposureRatio suggested = fixture.page->findChild<AmplificationControl*>()->ratio();
        chooseRatio(fixture, 100);
        fixture.page->chooseModel(fixture.model());
        fixture.page->actions().undo->trigger();
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        fixture.view()->zoomToActualPixels();  // what is computed now comes after the model
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 20'000);
        QCOMPARE(fixture.find<QComboBox>("modelPicker")->currentIndex(), 0);
        QCOMPARE(fixture.page->findChild<AmplificationControl*>()->ratio(), suggested);
    }

    void theHistoryForgetsAModelThatDidNotCome()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        const std::filesystem::path model = fixture.model();
        fixture.page->chooseModel(model);
        QTRY_VERIFY(fixture.page->actions().undo->isEnabled());
        fixture.page->actions().undo->trigger();
        std::filesystem::remove(model);
        fixture.page->actions().redo->trigger();
        QTRY_VERIFY(fixture.bannerText().contains(QStringLiteral("tiny")));
        chooseRatio(fixture, 100);
        fixture.page->actions().undo->trigger();
        QVERIFY(!fixture.bannerText().isEmpty());  // nothing was loaded again
        QCOMPARE(fixture.find<QComboBox>("modelPicker")->currentIndex(), 0);
        QVERIFY(fixture.settings->value(QStringLiteral("enhance/model")).toString().isEmpty());
    }

    void anotherProgramsWeightsAreToldFromPhotos()
    {
        const PageFixture fixture;
        drop(fixture, {fixture.path("checkpoint.PTH")});
        QVERIFY2(fixture.bannerText().contains(QStringLiteral("model import")), qPrintable(fixture.bannerText()));
        QVERIFY(fixture.page->state() == EnhancePage::State::Empty);
    }

    void aDroppedPhotoIsOpened()
    {
        const PageFixture fixture;
        drop(fixture, {fixture.photo("dropped.dng")});
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QCOMPARE(fixture.bannerText(), QString());
    }

    void ofManyDroppedFilesOneRawAndOneModelAreTaken()
    {
        const PageFixture fixture;
        QSignalSpy title(fixture.page.get(), &EnhancePage::titleChanged);
        drop(fixture, {fixture.path("preview.jpg"), fixture.model("UPPER.SAFETENSORS"), fixture.photo("one.dng"),
                       fixture.photo("two.dng")});
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QCOMPARE(title.back().front().toString(), QStringLiteral("one.dng"));
        QTRY_COMPARE(fixture.find<QComboBox>("modelPicker")->currentText(), QStringLiteral("UPPER"));
        QVERIFY2(fixture.bannerText().startsWith(QStringLiteral("2 other files left out")),
                 qPrintable(fixture.bannerText()));
    }

    void theSessionComesBack()
    {
        PageFixture fixture;
        const std::filesystem::path photo = fixture.photo();
        fixture.openAndSettle(photo);
        fixture.find<QSlider>("amplificationSlider")->setValue(333);
        fixture.page->chooseModel(fixture.model());
        QTRY_COMPARE(fixture.find<QComboBox>("modelPicker")->currentText(), QStringLiteral("tiny"));
        const ExposureRatio ratio = fixture.page->findChild<AmplificationControl*>()->ratio();
        fixture.page->actions().compare->setChecked(true);
        fixture.page->saveSession();

        fixture.openPage();
        fixture.page->restoreSession();
        QTRY_VERIFY(fixture.page->state() == State::Ready);
        QTRY_COMPARE(fixture.find<QComboBox>("modelPicker")->currentText(), QStringLiteral("tiny"));
        QCOMPARE(fixture.page->findChild<AmplificationControl*>()->ratio(), ratio);
        QVERIFY(fixture.view()->isSplitShown());
        QCOMPARE(fixture.page->recentPhotos(), std::vector<std::filesystem::path>{photo});
    }

    void theSessionIsKeptWithoutBeingAskedTo()
    {
        PageFixture fixture;
        const std::filesystem::path photo = fixture.photo();
        fixture.openAndSettle(photo);
        chooseRatio(fixture, 333);
        QCOMPARE(toPath(fixture.settings->value(QStringLiteral("enhance/photo")).toString()), photo);
        QCOMPARE(readSession(*fixture.settings).settings.ratio.value().value, ratioFromSlider(333).value);
    }

    void aSessionThatStillLoadsIsNotLost()
    {
        PageFixture fixture;
        const std::filesystem::path photo = fixture.photo();
        const std::filesystem::path model = fixture.model();
        fixture.settings->setValue(QStringLiteral("enhance/photo"), fromPath(photo));
        fixture.settings->setValue(QStringLiteral("enhance/model"), fromPath(model));
        fixture.settings->setValue(QStringLiteral("enhance/ratio"), 42.0F);
        fixture.page->restoreSession();
        fixture.page->saveSession();  // the window is closed at once
        QCOMPARE(toPath(fixture.settings->value(QStringLiteral("enhance/photo")).toString()), photo);
        QCOMPARE(toPath(fixture.settings->value(QStringLiteral("enhance/model")).toString()), model);
        QCOMPARE(readSession(*fixture.settings).settings.ratio.value().value, 42.0F);
    }

    void zoomKeysReachTheView()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        fixture.page->actions().actualPixels->trigger();
        QCOMPARE(fixture.view()->zoom(), 1.0);
        QCOMPARE(fixture.find<QLabel>("zoomText")->text(), QStringLiteral("100 %"));
        fixture.page->actions().fit->trigger();
        QVERIFY(fixture.view()->isFit());
    }

    void aRealNightPhotoIsBrightenedAtActualPixelsToo()
    {
        SCOTOPIC_REAL_FILE(photo, "sid-mini/dark/00012_83_0.1s_x100.dng");
        const PageFixture fixture;
        fixture.openAndSettle(photo);
        const double whole = fixture.brightness();
        QVERIFY2(whole > 20, qPrintable(QString::number(whole)));
        QSignalSpy settled(fixture.page.get(), &EnhancePage::settled);
        fixture.page->actions().actualPixels->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(settled.count() > 0, 20'000);
        QVERIFY(fixture.brightness() > 5);
    }
};

SCOTOPIC_TEST(EnhancePageTest)

}  // namespace scotopic

#include "enhance_page_test.moc"
