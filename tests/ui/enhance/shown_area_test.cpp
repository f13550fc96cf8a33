// SPDX-License-Identifier: MIT
#include "core/enhance/how_rendered.h"
#include "core/image/picture_file.h"
#include "tests/core/raw/dng_maker.h"
#include "tests/support/test_registry.h"
#include "tests/ui/enhance/page_fixture.h"
#include "ui/enhance/session.h"
#include "ui/viewer/histogram_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>

namespace scotopic {

using test::PageFixture;

namespace {

constexpr PixelSize kSize{160, 120};
constexpr PixelRect kCrop{16, 8, 100, 80};

std::filesystem::path writtenDng(const PageFixture& fixture, const char* name, const test::DngFile& dng)
{
    QFile file(fromPath(fixture.path(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(dng.bytes()) <= 0) {
        qFatal("cannot write a test's photo");
    }
    return fixture.path(name);
}

test::DngFile croppedDng()
{
    test::DngFile dng = test::plainDng(kSize, [](int row, int column) { return 600 + row + 2 * column; });
    dng.main.set(50719, 5, {double(kCrop.x), double(kCrop.y)});
    dng.main.set(50720, 5, {double(kCrop.width), double(kCrop.height)});
    return dng;
}

/// The second picture is three times as bright.
test::DngFile dngOfTwo()
{
    test::DngFile dng = test::plainDng(kSize, [](int, int) { return 512; });
    for (const int factor : {1, 3}) {
        dng.subs.push_back(test::plainDng(kSize, [factor](int row, int column) {
                               return 512 + factor * (20 + (row + 2 * column) % 50);
                           }).main);
        for (const int tag : {271, 272, 50706, 50708, 50721, 50728, 50778}) {
            dng.subs.back().drop(static_cast<std::uint16_t>(tag));
        }
    }
    // The first directory is a preview: 16 x 16 of RGB.
    dng.main.set(254, 4, {1});
    dng.main.set(258, 3, {8, 8, 8});
    dng.main.set(262, 3, {2});
    dng.main.set(277, 3, {3});
    for (const int tag : {256, 257, 278}) {
        dng.main.set(static_cast<std::uint16_t>(tag), 4, {16});
    }
    dng.main.chunks = {QByteArray(16 * 16 * 3, '\0')};
    return dng;
}

PixelSize exportedSize(const PageFixture& fixture, const char* name)
{
    QSignalSpy exported(fixture.page.get(), &EnhancePage::exported);
    fixture.page->exportTo({fixture.path(name), {.bitsPerChannel = 8}});
    if (exported.isEmpty() && !exported.wait(20'000)) {
        return {};
    }
    return readPictureFacts(fixture.path(name)).size;
}

/// The mean green of an exported picture, of 255.
int exportedGreen(const PageFixture& fixture, const char* name)
{
    if (exportedSize(fixture, name).isEmpty()) {
        return -1;
    }
    const SrgbPicture picture = readPicture(fixture.path(name));
    double sum = 0;
    for (std::size_t i = 1; i < picture.rgb.size(); i += 3) {
        sum += picture.rgb[i];
    }
    return static_cast<int>(sum / static_cast<double>(picture.size.area()) / 257);
}

}  // namespace

class ShownAreaPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCropIsShownUntilTheBoxIsChecked()
    {
        PageFixture fixture;
        const std::filesystem::path photo = writtenDng(fixture, "cropped.dng", croppedDng());
        fixture.openAndSettle(photo);
        const QRectF crop(kCrop.x, kCrop.y, kCrop.width, kCrop.height);
        const QRectF whole(0, 0, kSize.width, kSize.height);
        auto* box = fixture.find<QCheckBox>("wholeAreaBox");
        QVERIFY(box->isVisible() && !box->isChecked());
        QCOMPARE(fixture.view()->shownPart(), crop);
        QVERIFY(exportedSize(fixture, "crop.png") == kCrop.size());

        fixture.settleAfter([&] { box->click(); });
        QCOMPARE(fixture.view()->shownPart(), whole);
        QVERIFY(exportedSize(fixture, "whole.png") == kSize);
        QVERIFY(readSession(*fixture.settings).settings.wholeArea);

        fixture.page->actions().undo->trigger();
        QCOMPARE(fixture.view()->shownPart(), crop);
        QVERIFY(!box->isChecked());
        fixture.page->actions().redo->trigger();
        QCOMPARE(fixture.view()->shownPart(), whole);

        fixture.openPage();  // the next start
        fixture.page->restoreSession();
        QTRY_VERIFY(fixture.page->state() == EnhancePage::State::Ready);
        QVERIFY(fixture.find<QCheckBox>("wholeAreaBox")->isChecked());
        QCOMPARE(fixture.view()->shownPart(), whole);
    }

    void anotherPictureOfTheFileIsChosen()
    {
        PageFixture fixture;
        const std::filesystem::path photo = writtenDng(fixture, "two.dng", dngOfTwo());
        fixture.openAndSettle(photo);
        auto* box = fixture.find<QComboBox>("pictureBox");
        QVERIFY(box->isVisible());
        QCOMPARE(box->currentText(), QStringLiteral("Picture 1 of 2"));
        const int first = exportedGreen(fixture, "first.png");

        const auto choose = [&](int index) {
            box->setCurrentIndex(index);
            Q_EMIT box->activated(index);
        };
        fixture.settleAfter([&] { choose(1); });
        const int second = exportedGreen(fixture, "second.png");
        QVERIFY2(second > first + 10, qPrintable(QStringLiteral("%1, %2").arg(first).arg(second)));
        QCOMPARE(readSession(*fixture.settings).settings.image, 2);
        const std::filesystem::path exported = fixture.path("second.png");
        const std::optional<PictureRecord> record = recordIn(readProvenance(exported), exported);
        QVERIFY(record && record->settings.image == 2);

        fixture.settleAfter([&] { fixture.page->actions().undo->trigger(); });
        QCOMPARE(box->currentIndex(), 0);
        QCOMPARE(exportedGreen(fixture, "first again.png"), first);
        fixture.settleAfter([&] { fixture.page->actions().redo->trigger(); });
        QCOMPARE(box->currentIndex(), 1);
        QCOMPARE(exportedGreen(fixture, "second again.png"), second);

        fixture.openAndSettle(fixture.photo());
        QVERIFY(!box->isVisible());
        fixture.openAndSettle(photo);
        QCOMPARE(box->currentIndex(), 1);  // as it was left
        QVERIFY(fixture.page->actions().undo->isEnabled());

        fixture.openPage();  // the next start
        fixture.page->restoreSession();
        QTRY_VERIFY(fixture.page->state() == EnhancePage::State::Ready);
        QCOMPARE(fixture.find<QComboBox>("pictureBox")->currentIndex(), 1);
    }

    void theHistogramIsOfWhatIsShown_data()
    {
        QTest::addColumn<bool>("hasModel");
        QTest::newRow("classical") << false;
        QTest::newRow("network") << true;
    }

    void theHistogramIsOfWhatIsShown()
    {
        QFETCH(bool, hasModel);
        const PageFixture fixture;
        test::DngFile dng = test::plainDng(kSize, [](int row, int column) {
            const bool isInside = row >= kCrop.y && row < kCrop.bottom() && column >= kCrop.x && column < kCrop.right();
            return isInside ? 530 + (row + column) % 9 : 4094;
        });
        dng.main.fields[50719] = croppedDng().main.fields[50719];
        dng.main.fields[50720] = croppedDng().main.fields[50720];
        fixture.openAndSettle(writtenDng(fixture, "lamps.dng", dng));
        if (hasModel) {
            fixture.settleAfter([&] { fixture.page->chooseModel(fixture.model()); });
        }
        const auto histogram = [&] { return fixture.page->findChild<HistogramView*>()->histogram(); };
        const auto whiteShare = [&] {
            return histogram().counts[1][255] / static_cast<double>(histogram().pixelCount);
        };
        const Histogram ofCrop = histogram();
        fixture.settleAfter([&] { fixture.find<QCheckBox>("wholeAreaBox")->click(); });
        const double areas = static_cast<double>(kSize.area()) / static_cast<double>(kCrop.size().area());
        const double pixels = static_cast<double>(histogram().pixelCount)
                              / static_cast<double>(std::max<std::uint64_t>(ofCrop.pixelCount, 1));
        QVERIFY2(pixels > areas * 0.9 && pixels < areas * 1.1, qPrintable(QString::number(pixels / areas)));
        QVERIFY(hasModel || whiteShare() > 0.3);
        fixture.find<QCheckBox>("wholeAreaBox")->click();
        QVERIFY(hasModel || histogram() == ofCrop);
        QVERIFY(hasModel || whiteShare() < 0.05);
    }

    void photosThatAskForNothingHaveNoBox()
    {
        const PageFixture fixture;
        fixture.openAndSettle(fixture.photo());
        QVERIFY(!fixture.find<QCheckBox>("wholeAreaBox")->isVisible());
        QCOMPARE(fixture.view()->shownPart(), QRectF(0, 0, 640, 480));
    }

    /// Both sides of the divider lie in the same pixels, and so does what is exported.
    void photositesThatAreNotSquareAreShownSquare()
    {
        const PageFixture fixture;
        test::DngFile dng = croppedDng();
        dng.main.set(50718, 5, {1, 2});
        const std::filesystem::path photo = writtenDng(fixture, "tall.dng", dng);
        fixture.page->actions().compare->setChecked(true);
        fixture.openAndSettle(photo);
        fixture.page->actions().actualPixels->trigger();
        const QPointF before = fixture.view()->pictureAt({10, 10});
        const QPointF after = fixture.view()->pictureAt({30, 30});
        const double ratio = fixture.view()->devicePixelRatioF();
        QCOMPARE(after.x() - before.x(), 20 * ratio);
        QCOMPARE(after.y() - before.y(), 10 * ratio);
        QVERIFY((exportedSize(fixture, "tall.png") == PixelSize{kCrop.width, 2 * kCrop.height}));
    }
};

SCOTOPIC_TEST(ShownAreaPageTest)

}  // namespace scotopic

#include "shown_area_test.moc"
