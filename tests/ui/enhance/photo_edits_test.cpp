// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/photo_edits.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSlider>
#include <QSpinBox>

namespace scotopic {

using test::PageFixture;

namespace {

void dragRatio(const PageFixture& fixture, int position)
{
    auto* slider = fixture.find<QSlider>("amplificationSlider");
    slider->setSliderDown(true);
    slider->setSliderPosition(position);
    slider->setSliderDown(false);
}

}  // namespace

class PhotoEditsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPhotoComesBackAsItWasLeft()
    {
        const PageFixture fixture;
        const std::filesystem::path first = fixture.photo("first.dng");
        const std::filesystem::path second = fixture.photo("second.dng", {320, 240});
        fixture.openAndSettle(first);
        const ExposureRatio suggested = fixture.page->ratio();
        dragRatio(fixture, 100);
        const ExposureRatio chosen = fixture.page->ratio();
        fixture.find<QSpinBox>("temperatureField")->setValue(3200);
        fixture.openAndSettle(second);
        QVERIFY(!fixture.page->actions().undo->isEnabled());
        QVERIFY(fixture.page->ratio() != chosen);
        QVERIFY(fixture.find<QSpinBox>("temperatureField")->value() != 3200);
        dragRatio(fixture, 700);
        const ExposureRatio ofSecond = fixture.page->ratio();

        fixture.openAndSettle(first);
        QCOMPARE(fixture.page->ratio(), chosen);
        QCOMPARE(fixture.find<QSpinBox>("temperatureField")->value(), 3200);
        fixture.page->actions().undo->trigger();
        QVERIFY(fixture.find<QSpinBox>("temperatureField")->value() != 3200);
        QCOMPARE(fixture.page->ratio(), chosen);
        fixture.page->actions().undo->trigger();
        QCOMPARE(fixture.page->ratio(), suggested);
        QVERIFY(!fixture.page->actions().undo->isEnabled());
        fixture.page->actions().redo->trigger();

        fixture.openAndSettle(second);
        QCOMPARE(fixture.page->ratio(), ofSecond);
        fixture.openAndSettle(fixture.path("sub/../first.dng"));  // by another spelling
        QCOMPARE(fixture.page->ratio(), chosen);
        QVERIFY(fixture.page->actions().redo->isEnabled());
        QCOMPARE(fixture.page->recentPhotos().size(), std::size_t{2});
    }

    void itsModelComesBackToo()
    {
        const PageFixture fixture;
        const std::filesystem::path first = fixture.photo("first.dng");
        const std::filesystem::path second = fixture.photo("second.dng");
        const auto* picker = fixture.find<QComboBox>("modelPicker");
        fixture.openAndSettle(first);
        fixture.page->chooseModel(fixture.model());
        QTRY_COMPARE(picker->currentText(), QStringLiteral("tiny"));
        fixture.openAndSettle(second);
        fixture.page->chooseModel({});
        QTRY_COMPARE(picker->currentIndex(), 0);
        fixture.openAndSettle(first);
        QTRY_COMPARE(picker->currentText(), QStringLiteral("tiny"));
        fixture.openAndSettle(second);
        QTRY_COMPARE(picker->currentIndex(), 0);
    }

    void anotherPictureOfTheSameNameBeginsAnew()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo("a.dng"));
        dragRatio(fixture, 100);
        const ExposureRatio chosen = fixture.page->ratio();
        fixture.openAndSettle(fixture.photo("b.dng"));
        fixture.openAndSettle(fixture.photo("a.dng", {320, 240}));  // as on another memory card
        QVERIFY(fixture.page->ratio() != chosen);
        QCOMPARE(fixture.page->ratio(), fixture.page->photo()->suggestedRatio);
        QVERIFY(!fixture.page->actions().undo->isEnabled());
    }

    void openingThatFailsKeepsWhatIsThere()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo("a.dng"));
        dragRatio(fixture, 100);
        const ExposureRatio chosen = fixture.page->ratio();
        fixture.page->open(fixture.path("none.dng"));
        QTRY_VERIFY(fixture.bannerText().contains(QStringLiteral("none.dng")));
        QCOMPARE(fixture.page->ratio(), chosen);
        QVERIFY(fixture.page->actions().undo->isEnabled());
    }
};

SCOTOPIC_TEST(PhotoEditsTest)

}  // namespace scotopic

#include "photo_edits_test.moc"
