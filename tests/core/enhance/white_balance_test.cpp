// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/white_balance.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace scotopic;

namespace {

/// A camera that sees sRGB itself: its response to a light is that light's sRGB.
RawImage srgbCamera()
{
    return test::rawOf({8, 8}, test::cfaOf(2, "RGGB"), [](int, int) { return 0.2F; });
}

RawImage sonyLikeCamera()
{
    RawImage raw = srgbCamera();
    raw.srgbFromCamera = {1.7943F, -0.7063F, -0.0880F, -0.1984F, 1.7136F, -0.5152F, 0.0291F, -0.5060F, 1.4769F};
    raw.daylightBalance = {2.35F, 1, 1.65F};
    return raw;
}

bool isClose(float a, double b, double tolerance)
{
    return std::abs(static_cast<double>(a) - b) <= tolerance;
}

WhiteBalanceChoice light(float kelvin, float tint = 0)
{
    return {WhiteBalanceChoice::Kind::Temperature, {kelvin, tint}, {1, 1, 1}};
}

}  // namespace

class WhiteBalanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void incandescentLightIsBalancedAsItsColourSays()
    {
        // CIE illuminant A, a black body of 2856 K: x 0.44757, y 0.40745 (CIE 15), so linear sRGB 1.8451, 0.8261,
        // 0.2333 times its luminance (IEC 61966-2-1's matrix).
        const WhiteBalanceGains gains = gainsFor(srgbCamera(), light(2856));
        QVERIFY(isClose(gains[0], 0.8261 / 1.8451, 0.005));
        QCOMPARE(gains[1], 1.0F);
        QVERIFY(isClose(gains[2], 0.8261 / 0.2333, 0.06));
    }

    void daylightIsWhatTheMatrixIsFor()
    {
        // D65: 6504 K, and a little greener than a black body: Duv 0.0032 (CIE 15).
        const ColourTemperature noon = temperatureFor(sonyLikeCamera(), sonyLikeCamera().daylightBalance);
        QVERIFY(isClose(noon.kelvin, 6504, 15));
        QVERIFY(isClose(noon.tint, 0.0032 * 3000, 0.4));
        const WhiteBalanceGains gains =
            gainsFor(sonyLikeCamera(), WhiteBalanceChoice{WhiteBalanceChoice::Kind::Daylight, {}, {1, 1, 1}});
        QVERIFY(gains == sonyLikeCamera().daylightBalance);
    }

    void gainsAndTemperaturesAreInverse()
    {
        for (const float kelvin : {2100.0F, 2856.0F, 4000.0F, 5500.0F, 9000.0F, 14000.0F}) {
            for (const float tint : {-40.0F, 0.0F, 25.0F}) {
                const WhiteBalanceGains gains = gainsFor(sonyLikeCamera(), light(kelvin, tint));
                const ColourTemperature back = temperatureFor(sonyLikeCamera(), gains);
                QVERIFY2(isClose(back.kelvin, static_cast<double>(kelvin), static_cast<double>(kelvin) * 0.004),
                         qPrintable(QString::number(static_cast<double>(back.kelvin))));
                QVERIFY(isClose(back.tint, static_cast<double>(tint), 0.5));
            }
        }
    }

    void warmerLightNeedsMoreBlue()
    {
        const WhiteBalanceGains warm = gainsFor(sonyLikeCamera(), light(3000));
        const WhiteBalanceGains cold = gainsFor(sonyLikeCamera(), light(9000));
        QVERIFY(warm[2] > cold[2]);
        QVERIFY(warm[0] < cold[0]);
        // Positive tint: magenta, more red and blue over green.
        const WhiteBalanceGains magenta = gainsFor(sonyLikeCamera(), light(5000, 30));
        QVERIFY(magenta[0] > gainsFor(sonyLikeCamera(), light(5000))[0]);
        QVERIFY(magenta[2] > gainsFor(sonyLikeCamera(), light(5000))[2]);
    }

    void wordsReadBackAsTheSameChoice_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word : {"camera", "daylight", "4500,0", "3200,-12.5", "1.9,2.4"}) {
            QTest::newRow(word) << word;
        }
    }

    void wordsReadBackAsTheSameChoice()
    {
        QFETCH(QString, word);
        QCOMPARE(QString::fromStdString(toText(parseWhiteBalance(word.toStdString()))), word);
        QCOMPARE(toText(parseWhiteBalance("5200")), std::string("5200,0"));
        QCOMPARE(toText(parseWhiteBalance("5200,+10")), std::string("5200,10"));
    }

    void otherWordsAreRefused_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word :
             {"", "sunny", "100", "1999", "16000", "4500,200", "1.9", "1.9,2.4,1", "0,1", "nan,1", "1.9,", "inf"}) {
            QTest::newRow(word) << word;
        }
    }

    void otherWordsAreRefused()
    {
        QFETCH(QString, word);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseWhiteBalance(word.toStdString())), InvalidArgument);
    }

    void librawsDaylightIsTheMatrixs()
    {
        const std::filesystem::path file = test::testDataFolder() / "raw/gopro-hero6-mural.dng";
        if (!std::filesystem::exists(file)) {
            QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const RawImage raw = readRawHeader(file);
        const ColourTemperature noon = temperatureFor(raw, raw.daylightBalance);
        QVERIFY(isClose(noon.kelvin, 6504, 15));
        const ColourTemperature shot = temperatureFor(raw, raw.whiteBalance);  // a mural in the sun
        QVERIFY(shot.kelvin > 4000 && shot.kelvin < 8000);
    }

    void theClassicalRenderingHeedsIt()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("grey.dng").toStdString();
        const RawImage raw = test::rawOf({64, 48}, test::cfaOf(2, "RGGB"), [](int row, int column) {
            const bool isRed = row % 2 == 0 && column % 2 == 0;
            return isRed ? 0.1F : 0.2F;
        });
        writeDng(file, raw, IfExists::Overwrite);
        const RawImage read = readRaw(file);
        const auto redOverGreen = [&](const WhiteBalanceGains& gains) {
            const SrgbPicture picture = renderClassical(read, {2}, 0, {}, gains);
            const std::uint16_t* pixel = picture.rgb.data() + (24 * 64 + 32) * 3;
            return static_cast<double>(pixel[0]) / pixel[1];
        };
        QVERIFY(std::abs(redOverGreen({2, 1, 1}) - 1) < 0.01);
        QVERIFY(redOverGreen({1, 1, 1}) < 0.8);
    }

    void gainsAsShotAreTheClassicalRenderingsOwn()
    {
        const std::filesystem::path file = test::testDataFolder() / "raw/nikon-d750-grbg.dng";
        if (!std::filesystem::exists(file)) {
            QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const RawImage raw = readRaw(file);
        const SrgbPicture own = renderClassical(raw, {1.5F}, 0, {});
        const SrgbPicture given = renderClassical(raw, {1.5F}, 0, {}, raw.whiteBalance);
        int largest = 0;
        for (std::size_t i = 0; i < own.rgb.size(); ++i) {
            largest = std::max(largest, std::abs(int{own.rgb[i]} - int{given.rgb[i]}));
        }
        QVERIFY2(largest < 100, qPrintable(QString::number(largest)));
    }
};

SCOTOPIC_TEST(WhiteBalanceTest)
#include "white_balance_test.moc"
