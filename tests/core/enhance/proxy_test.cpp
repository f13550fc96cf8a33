// SPDX-License-Identifier: MIT
#include "core/enhance/enhancer.h"
#include "core/enhance/proxy.h"
#include "core/raw/read_raw.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

namespace scotopic {

namespace {

double lightOfBt709(double signal)
{
    return signal < 0.081 ? signal / 4.5 : std::pow((signal + 0.099) / 1.099, 1 / 0.45);
}

double lightOfSrgb(double signal)
{
    return signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
}

/// Mean linear light of each channel of an interleaved picture whose largest value is `scale`.
template <class Channel>
std::array<double, 3> meanLight(const std::vector<Channel>& rgb, double scale, double (*lightOf)(double signal))
{
    std::array<double, 3> sum{};
    for (std::size_t i = 0; i < rgb.size(); ++i) {
        sum[i % 3] += lightOf(static_cast<double>(rgb[i]) / scale);
    }
    for (double& value : sum) {
        value /= static_cast<double>(rgb.size()) / 3;
    }
    return sum;
}

/// Of all threads together, so that other programs on the machine do not count.
template <class Work>
double fastestProcessorMs(int times, const Work& work)
{
    double fastest = std::numeric_limits<double>::max();
    for (int i = 0; i < times; ++i) {
        const std::clock_t start = std::clock();
        work();
        fastest = std::min(fastest, 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return fastest;
}

class ProxyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsAreMeansOfTheirColour_data();
    void pixelsAreMeansOfTheirColour();
    void blackPatternIsSubtracted();
    void fitsItsLimitAndStandsUpright();
    void rendersByBalanceMatrixAndCurve();
    void amplifiedPastWhiteIsWhite();
    void looksAsLibRawDevelops_data();
    void looksAsLibRawDevelops();
    void isFastEnoughToDrag();
};

void ProxyTest::pixelsAreMeansOfTheirColour_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QRect>("region");
    QTest::addColumn<int>("span");
    for (const char* pattern : {"RGGB", "GRBG", "GBRG", "BGGR"}) {
        QTest::addRow("%s, whole", pattern) << pattern << QRect(0, 0, 48, 36) << 4;
        QTest::addRow("%s, part", pattern) << pattern << QRect(6, 10, 24, 18) << 6;
    }
    QTest::newRow("X-Trans, whole") << "X-Trans" << QRect(0, 0, 48, 36) << 3;
    QTest::newRow("X-Trans, part") << "X-Trans" << QRect(9, 3, 36, 18) << 9;
}

void ProxyTest::pixelsAreMeansOfTheirColour()
{
    QFETCH(QString, pattern);
    QFETCH(QRect, region);
    QFETCH(int, span);
    const CfaPattern cfa = pattern == "X-Trans" ? test::xTransCfa() : test::cfaOf(2, pattern.toStdString());
    std::mt19937 random(7);
    std::uniform_real_distribution<float> level(0.0F, 1.0F);
    const RawImage raw = test::rawOf({48, 36}, cfa, [&](int, int) { return level(random); });

    const PixelSize bins{region.width() / span, region.height() / span};
    const RawProxy proxy = makeProxy(raw, {region.x(), region.y(), region.width(), region.height()}, bins);
    QCOMPARE(proxy.size, bins);
    for (int bin = 0; bin < static_cast<int>(bins.area()); ++bin) {
        std::array<double, 3> sum{};
        std::array<int, 3> count{};
        for (int row = 0; row < span; ++row) {
            for (int column = 0; column < span; ++column) {
                const int y = region.y() + bin / bins.width * span + row;
                const int x = region.x() + bin % bins.width * span + column;
                sum[static_cast<std::size_t>(cfa.at(y, x))] += raw.at(y, x);
                ++count[static_cast<std::size_t>(cfa.at(y, x))];
            }
        }
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const double expected = (sum[channel] / count[channel] - 512.0) / (16383.0 - 512.0);
            QVERIFY(std::abs(proxy.cameraRgb[static_cast<std::size_t>(bin) * 3 + channel] - expected) < 1e-5);
        }
    }
}

void ProxyTest::blackPatternIsSubtracted()
{
    RawImage raw = test::rawOf({16, 16}, test::cfaOf(2, "RGGB"), [](int, int) { return 0.0F; });
    raw.black = {.width = 2, .height = 2, .levelsDn = {500, 510, 530, 520}};
    for (int row = 0; row < 16; ++row) {
        for (int column = 0; column < 16; ++column) {
            raw.photosites[static_cast<std::size_t>(row * 16 + column)] =
                static_cast<std::uint16_t>(raw.black.at(row, column) + 100);
        }
    }
    const RawProxy proxy = makeProxy(raw, wholeOf(raw.size), {4, 4});
    QVERIFY(std::abs(proxy.cameraRgb[0] - 100.0F / (16383.0F - 500.0F)) < 1e-6F);
    QVERIFY(std::abs(proxy.cameraRgb[1] - 100.0F / (16383.0F - 520.0F)) < 1e-6F);
    QVERIFY(std::abs(proxy.cameraRgb[2] - 100.0F / (16383.0F - 520.0F)) < 1e-6F);
}

void ProxyTest::fitsItsLimitAndStandsUpright()
{
    // Bright at the sensor's left edge; turned clockwise that is the top.
    RawImage raw =
        test::rawOf({120, 80}, test::cfaOf(2, "RGGB"), [](int, int column) { return column < 60 ? 0.5F : 0.1F; });
    raw.orientation = Orientation::Rotated90Clockwise;
    const RawProxy proxy = makeProxy(raw, wholeOf(raw.size), {21, 31});
    QCOMPARE(proxy.size, (PixelSize{20, 30}));
    QVERIFY(std::abs(proxy.cameraRgb.front() - 0.5F) < 1e-3F);
    QVERIFY(std::abs(proxy.cameraRgb.back() - 0.1F) < 1e-3F);
    QVERIFY(std::abs(proxy.cameraRgb[19 * 3] - 0.5F) < 1e-3F);
}

void ProxyTest::rendersByBalanceMatrixAndCurve()
{
    const RawProxy proxy{
        {1, 1}, {0.02F, 0.03F, 0.01F}, {2.0F, 1.0F, 1.5F}, {1.5F, -0.4F, -0.1F, -0.2F, 1.3F, -0.1F, 0.0F, -0.5F, 1.5F}};
    const SrgbPreview preview = renderProxy(proxy, {8.0F});
    const std::array<double, 3> balanced{0.02 * 8 * 2, 0.03 * 8, 0.01 * 8 * 1.5};
    const std::array<double, 3> linear{1.5 * balanced[0] - 0.4 * balanced[1] - 0.1 * balanced[2],
                                       -0.2 * balanced[0] + 1.3 * balanced[1] - 0.1 * balanced[2],
                                       -0.5 * balanced[1] + 1.5 * balanced[2]};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const double signal = 1.055 * std::pow(linear[channel], 1 / 2.4) - 0.055;  // IEC 61966-2-1
        QVERIFY(std::abs(preview.rgb[channel] - 255 * signal) < 1.0);
    }
}

void ProxyTest::amplifiedPastWhiteIsWhite()
{
    const RawProxy proxy{
        {1, 1}, {0.5F, 0.5F, 0.5F}, {2.0F, 1.0F, 1.5F}, {1.5F, -0.4F, -0.1F, -0.2F, 1.3F, -0.1F, 0, -0.5F, 1.5F}};
    QCOMPARE(renderProxy(proxy, {300.0F}).rgb, (std::vector<std::uint8_t>{255, 255, 255}));
    const RawProxy black{{1, 1}, {-0.01F, 0.0F, 0.0F}, {2.0F, 1.0F, 1.5F}, {1, 0, 0, 0, 1, 0, 0, 0, 1}};
    QCOMPARE(renderProxy(black, {300.0F}).rgb, (std::vector<std::uint8_t>{0, 0, 0}));
}

void ProxyTest::looksAsLibRawDevelops_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<float>("ratio");
    QTest::newRow("Nikon") << "raw/nikon-d750-grbg.dng" << 1.0F;
    QTest::newRow("Nikon, amplified") << "raw/nikon-d750-bggr.dng" << 2.0F;
    QTest::newRow("GoPro") << "raw/gopro-hero7-garden.dng" << 1.0F;
    QTest::newRow("GoPro, barely amplified") << "raw/gopro-hero7-garden.dng" << 1.01F;
    QTest::newRow("Canon, as shot") << "raw/canon-550d-colorchart.dng" << 1.0F;
    QTest::newRow("Canon") << "raw/canon-550d-colorchart.dng" << 1.5F;
    QTest::newRow("X-Trans") << "raw/xtrans-remosaic-hero6.dng" << 1.5F;
    QTest::newRow("Sony in the dark") << "sid-mini/Sony/short/11410_00_0.1s.dng" << 40.0F;
}

void ProxyTest::looksAsLibRawDevelops()
{
    QFETCH(QString, name);
    QFETCH(float, ratio);
    const std::filesystem::path file = test::testDataFolder() / name.toStdString();
    if (!std::filesystem::exists(file)) {
        QSKIP("needs the raws of ../shared/data or $SCOTOPIC_TEST_DATA");
    }
    const RawImage raw = readRaw(file);
    const SrgbPicture developed = renderClassical(raw, {ratio}, /*noiseThreshold=*/0, {});
    const SrgbPreview preview = renderProxy(makeProxy(raw, wholeOf(raw.size), {400, 300}), {ratio});
    const std::array<double, 3> expected = meanLight(developed.rgb, 65535, lightOfBt709);
    const std::array<double, 3> shown = meanLight(preview.rgb, 255, lightOfSrgb);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const QString figures =
            QString("channel %1: %2, developed %3").arg(channel).arg(shown[channel]).arg(expected[channel]);
        QVERIFY2(std::abs(shown[channel] / expected[channel] - 1) < 0.03, qPrintable(figures));
    }
}

void ProxyTest::isFastEnoughToDrag()
{
#ifdef NDEBUG
    const RawImage raw = test::darkRaw({4000, 3000}, test::cfaOf(2, "RGGB"));
    RawProxy proxy;
    const double makeMs = fastestProcessorMs(5, [&] { proxy = makeProxy(raw, wholeOf(raw.size), {1600, 1000}); });
    const RawProxy screenful = makeProxy(raw, {0, 0, 3200, 2000}, {1600, 1000});
    QCOMPARE(screenful.size, (PixelSize{1600, 1000}));
    const double renderMs = fastestProcessorMs(10, [&] { static_cast<void>(renderProxy(screenful, {100.0F})); });
    qInfo("two cores: 12 MP proxy made in %.1f ms, 1600 x 1000 rendered in %.1f ms", makeMs / 2, renderMs / 2);
    QVERIFY(makeMs / 2 < 60);
    QVERIFY(renderMs / 2 < 30);
#else
    QSKIP("times are measured on an optimised build");
#endif
}

}  // namespace

SCOTOPIC_TEST(ProxyTest)

}  // namespace scotopic

#include "proxy_test.moc"
