// SPDX-License-Identifier: MIT
#include "core/enhance/auto_ratio.h"
#include "core/raw/read_raw.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace scotopic {

namespace {

/// A scene of smooth surfaces in light that gives `brightest` of full scale.
RawImage sceneAt(float brightest)
{
    return test::rawOf({512, 384}, test::cfaOf(2, "RGGB"), [brightest](int row, int column) {
        return brightest * (0.1F + 0.9F * static_cast<float>((row / 32 * 7 + column / 32 * 3) % 11) / 11.0F);
    });
}

double stopsBetween(ExposureRatio a, double b)
{
    return std::abs(std::log2(a.value / b));
}

class AutoRatioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTenthOfTheLightAsksForTenTimesTheRatio();
    void staysWithinTheSlider();
    void noiseHotPixelsAndLampsChangeLittle();
    void doesNotDependOnTheSensorsPhaseOrOrientation();
    void meetsThePhotographersRatioOnRealDarkRaws();
    void leavesWellExposedPhotosAlone_data();
    void leavesWellExposedPhotosAlone();
};

void AutoRatioTest::aTenthOfTheLightAsksForTenTimesTheRatio()
{
    const ExposureRatio bright = suggestRatio(sceneAt(0.1F));
    const ExposureRatio dark = suggestRatio(sceneAt(0.01F));
    QVERIFY(bright.value > 1.0F && dark.value < 300.0F);
    QVERIFY(std::abs(dark.value / bright.value - 10.0F) < 0.3F);
}

void AutoRatioTest::staysWithinTheSlider()
{
    const CfaPattern cfa = test::cfaOf(2, "RGGB");
    QCOMPARE(suggestRatio(test::rawOf({64, 64}, cfa, [](int, int) { return 0.0F; })), kLargestRatio);
    QCOMPARE(suggestRatio(test::rawOf({64, 64}, cfa, [](int, int) { return 1.0F; })), kSmallestRatio);
    QCOMPARE(suggestRatio(test::rawOf({2, 2}, cfa, [](int, int) { return 1.0F; })), kSmallestRatio);
}

void AutoRatioTest::noiseHotPixelsAndLampsChangeLittle()
{
    const RawImage clean = sceneAt(0.01F);
    const ExposureRatio expected = suggestRatio(clean);
    std::mt19937 random(3);

    RawImage noisy = clean;
    std::normal_distribution<float> noise(0.0F, 40.0F);
    for (std::uint16_t& photosite : noisy.photosites) {
        photosite = static_cast<std::uint16_t>(static_cast<float>(photosite) + noise(random));
    }
    QVERIFY(stopsBetween(suggestRatio(noisy), expected.value) < 0.2);

    RawImage hot = clean;
    std::uniform_int_distribution<std::size_t> anywhere(0, hot.photosites.size() - 1);
    for (int i = 0; i < 20; ++i) {
        hot.photosites[anywhere(random)] = 16383;
    }
    QVERIFY(stopsBetween(suggestRatio(hot), expected.value) < 0.1);

    RawImage lamps = clean;  // 2 % of the picture at full scale, a hundred times what it shows otherwise
    for (int row = 0; row < 384 / 7; ++row) {
        for (int column = 0; column < 512 / 7; ++column) {
            lamps.photosites[static_cast<std::size_t>(row * 512 + column)] = 16383;
        }
    }
    QVERIFY(stopsBetween(suggestRatio(lamps), expected.value) < 1.6);
}

void AutoRatioTest::doesNotDependOnTheSensorsPhaseOrOrientation()
{
    const RawImage raw = sceneAt(0.01F);
    RawImage turned = raw;
    turned.orientation = Orientation::Rotated90CounterClockwise;
    RawImage shifted = raw;
    shifted.cfa = test::cfaOf(2, "GBRG");
    QVERIFY(stopsBetween(suggestRatio(turned), suggestRatio(raw).value) < 0.01);
    QVERIFY(stopsBetween(suggestRatio(shifted), suggestRatio(raw).value) < 0.01);
}

void AutoRatioTest::meetsThePhotographersRatioOnRealDarkRaws()
{
    SCOTOPIC_REAL_FILE(folder, "sid-mini");
    double stopsSum = 0;
    double stopsWorst = 0;
    int count = 0;
    for (const char* part : {"Sony/short", "dark"}) {
        for (const auto& entry : std::filesystem::directory_iterator(folder / part)) {
            const bool is250 = entry.path().stem().string().ends_with("_x250");
            const double stops = stopsBetween(suggestRatio(readRaw(entry.path())), is250 ? 250 : 100);
            stopsSum += stops;
            stopsWorst = std::max(stopsWorst, stops);
            ++count;
        }
    }
    qInfo("%d raws: mean absolute error %.2f stops, largest %.2f", count, stopsSum / count, stopsWorst);
    QVERIFY(count >= 30);
    QVERIFY(stopsSum / count < 0.8);
    QVERIFY(stopsWorst < 2.0);
}

void AutoRatioTest::leavesWellExposedPhotosAlone_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"gopro-hero6-mural", "gopro-hero7-garden", "canon-550d-colorchart", "nikon-d750-rggb",
                             "xtrans-remosaic-hero6"}) {
        QTest::newRow(name) << QString("raw/%1.dng").arg(name);
    }
}

void AutoRatioTest::leavesWellExposedPhotosAlone()
{
    QFETCH(QString, name);
    const std::filesystem::path file = test::testDataFolder() / name.toStdString();
    if (!std::filesystem::exists(file)) {
        QSKIP("needs the raws of ../shared/data or $SCOTOPIC_TEST_DATA");
    }
    const ExposureRatio ratio = suggestRatio(readRaw(file));
    QVERIFY(ratio.value >= 1.0F && ratio.value <= 3.0F);
}

}  // namespace

SCOTOPIC_TEST(AutoRatioTest)

}  // namespace scotopic

#include "auto_ratio_test.moc"
