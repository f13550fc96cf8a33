// SPDX-License-Identifier: MIT
#include "core/enhance/auto_ratio.h"
#include "core/enhance/render_photo.h"
#include "core/enhance/shown_area.h"
#include "core/raw/develop.h"
#include "core/raw/read_raw.h"
#include "tests/core/enhance/raws.h"
#include "tests/core/raw/dng_maker.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr PixelSize kSize{64, 48};
constexpr PixelRect kCrop{6, 4, 40, 30};
constexpr std::uint16_t kDefaultScale = 50718;
constexpr std::uint16_t kDefaultCropOrigin = 50719;
constexpr std::uint16_t kDefaultCropSize = 50720;
constexpr std::uint16_t kOrientation = 274;
constexpr std::uint16_t kRational = 5;

/// Smooth, so that LibRaw's stretch of linear light and ours of the signal can be compared.
int slope(int row, int column)
{
    return 700 + row * 20 + column * 30;
}

/// A picture whose values say where they are: red the column, green the row.
SrgbPicture placesOf(PixelSize size)
{
    SrgbPicture picture{size, {}, TransferCurve::Srgb};
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            picture.rgb.insert(picture.rgb.end(),
                               {static_cast<std::uint16_t>(column), static_cast<std::uint16_t>(row), 7});
        }
    }
    return picture;
}

double meanDifference(const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    }
    return sum / static_cast<double>(a.size());
}

}  // namespace

class ShownAreaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCropOfADngIsShown()
    {
        const RawImage raw = written(cropped(test::plainDng(kSize, slope), kCrop));
        QVERIFY(raw.size == kSize);
        QVERIFY(shownArea(raw) == kCrop);
        const SrgbPicture part = shownPart(placesOf(kSize), raw, wholeOf(kSize), Shown::Crop);
        QVERIFY(part.size == kCrop.size());
        QCOMPARE(part.rgb.size(), kCrop.size().area() * 3);
        QCOMPARE(int{part.rgb[0]}, kCrop.x);
        QCOMPARE(int{part.rgb[1]}, kCrop.y);
        QCOMPARE(int{part.rgb[part.rgb.size() - 3]}, kCrop.right() - 1);
        QCOMPARE(int{part.rgb[part.rgb.size() - 2]}, kCrop.bottom() - 1);
        QVERIFY(shownPart(placesOf(kSize), raw, wholeOf(kSize), Shown::WholeArea).size == kSize);
    }

    /// Networks leave out rows and columns that fill no block: what lies where counts, not what was asked for.
    void aPictureOfAPartIsCroppedInItsOwnPixels()
    {
        const RawImage raw = written(cropped(test::plainDng(kSize, slope), kCrop));
        const SrgbPicture part = shownPart(placesOf({62, 46}), raw, {1, 1, 62, 46}, Shown::Crop);
        QVERIFY(part.size == kCrop.size());
        QCOMPARE(int{part.rgb[0]}, kCrop.x - 1);
        QCOMPARE(int{part.rgb[1]}, kCrop.y - 1);
    }

    void oddSizesLoseAtMostARowAndAColumn()
    {
        for (const double down : {1.0, 2.0}) {
            test::DngFile dng = test::plainDng({65, 49}, slope);
            dng.main.set(kDefaultScale, kRational, {1, down});
            const RawImage raw = written(dng);
            Enhancer network(test::sourceFolder() / "resources/models/default.safetensors", {});
            const SrgbPicture picture = renderPhoto(raw, {.ratio = ExposureRatio{3}}, &network, {}).picture;
            const int height = static_cast<int>(48 * down);
            QVERIFY((picture.size == PixelSize{64, height}));
            QCOMPARE(picture.rgb.size(), picture.size.area() * 3);
        }
    }

    void itIsTurnedWithThePicture()
    {
        for (int exif = 1; exif <= 8; ++exif) {
            test::DngFile dng = cropped(test::plainDng(kSize, slope), kCrop);
            dng.main.set(kOrientation, 3, {static_cast<double>(exif)});
            const RawImage raw = written(dng);
            QVERIFY(shownArea(raw) == orientedRect(kCrop, kSize, static_cast<Orientation>(exif)));
        }
    }

    void cropsThatCannotBeAreNoCrops_data()
    {
        QTest::addColumn<QList<double>>("origin");
        QTest::addColumn<QList<double>>("size");
        QTest::newRow("beyond the right edge") << QList<double>{30, 0} << QList<double>{40, 30};
        QTest::newRow("of nothing") << QList<double>{0, 0} << QList<double>{0, 30};
        QTest::newRow("far too large") << QList<double>{0, 0} << QList<double>{4e9, 4e9};
        QTest::newRow("without end") << QList<double>{0, 0} << QList<double>{40};
    }
    void cropsThatCannotBeAreNoCrops()
    {
        QFETCH(QList<double>, origin);
        QFETCH(QList<double>, size);
        test::DngFile dng = test::plainDng(kSize, slope);
        dng.main.set(kDefaultCropOrigin, kRational, {origin.begin(), origin.end()});
        dng.main.set(kDefaultCropSize, kRational, {size.begin(), size.end()});
        QVERIFY(shownArea(written(dng)) == wholeOf(kSize));
    }

    /// Size and content, whichever way the picture is turned. LibRaw stretches linear light.
    void photositesThatAreNotSquareAreStretchedAsByLibRaw_data()
    {
        QTest::addColumn<double>("across");
        QTest::addColumn<double>("down");
        QTest::newRow("twice as high") << 1.0 << 2.0;
        QTest::newRow("a little wider") << 1.3 << 1.0;
    }
    void photositesThatAreNotSquareAreStretchedAsByLibRaw()
    {
        QFETCH(double, across);
        QFETCH(double, down);
        for (int exif = 1; exif <= 8; ++exif) {
            test::DngFile dng = test::plainDng(kSize, slope);
            dng.main.set(kDefaultScale, kRational, {across, down});
            dng.main.set(kOrientation, 3, {static_cast<double>(exif)});
            const RawImage raw = written(dng);
            const DevelopedRaw libRaws = develop(raw, {.ratio = {2}}, {});
            const DevelopedRaw each = develop(raw, {.ratio = {2}, .squaresPixels = false}, {});
            QVERIFY(each.size == orientedSize(kSize, raw.orientation));
            const SrgbPicture ours = squared({each.size, each.rgb, TransferCurve::Bt709}, raw);
            QVERIFY(ours.size == libRaws.size);
            QVERIFY(ours.size == squaredSize(raw));
            const double difference = meanDifference(ours.rgb, libRaws.rgb);
            QVERIFY2(difference < 30, qPrintable(QString::number(difference)));
        }
    }

    void aCropOfThemIsInSquarePixels()
    {
        test::DngFile dng = cropped(test::plainDng(kSize, slope), kCrop);
        dng.main.set(kDefaultScale, kRational, {1, 2});
        QVERIFY((shownArea(written(dng)) == PixelRect{kCrop.x, 2 * kCrop.y, kCrop.width, 2 * kCrop.height}));
    }

    void everyRenderingHasOneSize()
    {
        test::DngFile dng = cropped(test::plainDng(kSize, slope), kCrop);
        dng.main.set(kDefaultScale, kRational, {1, 2});
        dng.main.set(kOrientation, 3, {6});
        const RawImage raw = written(dng);
        Enhancer network(test::sourceFolder() / "resources/models/default.safetensors", {});
        PhotoSettings settings{.ratio = ExposureRatio{3}};
        for (Enhancer* const by : {&network, static_cast<Enhancer*>(nullptr)}) {
            settings.wholeArea = false;
            QVERIFY((renderPhoto(raw, settings, by, {}).picture.size == PixelSize{60, 40}));
            settings.wholeArea = true;
            const RenderedPhoto whole = renderPhoto(raw, settings, by, {});
            QVERIFY((whole.picture.size == PixelSize{96, 64}));
            QVERIFY(whole.record.settings.wholeArea);
        }
    }

    void absurdShapesAreLeft()
    {
        test::DngFile dng = test::plainDng(kSize, slope);
        dng.main.set(kDefaultScale, kRational, {1, 1000});
        QVERIFY(squaredSize(written(dng)) == kSize);
    }

    void theAutomaticRatioHeedsTheBaselineExposure()
    {
        RawImage raw = test::rawOf({256, 192}, test::cfaOf(2, "RGGB"), [](int row, int column) {
            return 0.02F * (0.2F + 0.8F * static_cast<float>((row / 32 + column / 32) % 5) / 5);
        });
        const float plain = suggestRatio(raw).value;
        raw.baselineExposureEv = 1.5F;
        QVERIFY(std::abs(suggestRatio(raw).value / plain - std::exp2(1.5F)) < 1e-3F);
        raw.baselineExposureEv = -1;
        QVERIFY(std::abs(suggestRatio(raw).value / plain - 0.5F) < 1e-3F);
    }

private:
    static test::DngFile cropped(test::DngFile dng, PixelRect crop)
    {
        dng.main.set(kDefaultCropOrigin, kRational, {double(crop.x), double(crop.y)});
        dng.main.set(kDefaultCropSize, kRational, {double(crop.width), double(crop.height)});
        return dng;
    }

    [[nodiscard]] RawImage written(const test::DngFile& dng) const
    {
        QFile file(m_folder.filePath("made.dng"));
        const QByteArray bytes = dng.bytes();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("cannot write a test's photo");
        }
        file.close();
        return readRaw(file.fileName().toStdString());
    }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(ShownAreaTest)

}  // namespace scotopic

#include "shown_area_test.moc"
