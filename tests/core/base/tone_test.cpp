// SPDX-License-Identifier: MIT
#include "core/base/tone.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace scotopic;

namespace {

/// IEC 61966-2-1.
double srgbSignal(double light)
{
    return light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

/// ITU-R BT.709-6, item 1.2, from signal to light, with BT.2020's digits.
double bt709Light(double signal)
{
    return signal < 4.5 * 0.018054 ? signal / 4.5 : std::pow((signal + 0.099297) / 1.099297, 1 / 0.45);
}

bool liesAt(float value, double expected, double tolerance)
{
    return std::abs(static_cast<double>(value) - expected) <= tolerance;
}

}  // namespace

class ToneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void srgbIsTheStandards()
    {
        QVERIFY(liesAt(srgbFromLinear(0), 0, 0) && liesAt(srgbFromLinear(1), 1, 1e-6));
        QVERIFY(liesAt(srgbFromLinear(0.18F), 0.461356, 1e-5));
        QVERIFY(liesAt(srgbFromLinear(0.003F), 0.003 * 12.92, 1e-7));
        QVERIFY(liesAt(linearFromSrgb(0.5F), 0.214041, 1e-6));
        for (float signal = 0; signal <= 1; signal += 1.0F / 512) {
            QVERIFY(liesAt(srgbFromLinear(linearFromSrgb(signal)), static_cast<double>(signal), 2e-6));
        }
    }

    void bt709IsTheStandards()
    {
        QVERIFY(liesAt(bt709FromLinear(0.18F), 0.40884, 1e-4));
        QVERIFY(liesAt(bt709FromLinear(0.01F), 0.045, 1e-7));
        for (float signal = 0; signal <= 1; signal += 1.0F / 512) {
            QVERIFY(liesAt(bt709FromLinear(linearFromBt709(signal)), static_cast<double>(signal), 2e-6));
        }
    }

    void aCurveIsChosenByItsName()
    {
        QCOMPARE(signalFromLinear(TransferCurve::Srgb, 0.3F), srgbFromLinear(0.3F));
        QCOMPARE(signalFromLinear(TransferCurve::Bt709, 0.3F), bt709FromLinear(0.3F));
    }

    void aProfilesCurveIsTheProgramsOwn()
    {
        const ParametricCurve curve = bt709Curve();
        for (const double signal : {0.0, 0.02, 0.08, 0.0813, 0.2, 0.6, 1.0}) {
            const double light = signal < curve.linearBelow ? curve.slope * signal
                                                            : std::pow(curve.scale * signal + curve.shift, curve.power);
            QVERIFY(liesAt(linearFromBt709(static_cast<float>(signal)), light, 1e-6));
        }
    }

    void aScreenShowsTheLightOfBt709()
    {
        for (int value = 0; value <= 65535; value += 5) {
            const double expected = 65535 * srgbSignal(bt709Light(value / 65535.0));
            QVERIFY2(std::abs(srgbFromBt709(static_cast<std::uint16_t>(value)) - expected) < 1.5,
                     qPrintable(QString::number(value)));
        }
        QCOMPARE(srgbFromBt709(0), std::uint16_t{0});
        QCOMPARE(srgbFromBt709(65535), std::uint16_t{65535});
    }

    void numbersAreRoundedToTheNearest()
    {
        QCOMPARE(to16Bit(0.5F), std::uint16_t{32768});
        QCOMPARE(to8Bit(0.5F), std::uint8_t{128});
        QCOMPARE(to8Bit(1.49F / 255), std::uint8_t{1});
        QCOMPARE(to8Bit(1.51F / 255), std::uint8_t{2});
        for (const float beyond :
             {-1.0F, -0.0F, std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
            QCOMPARE(to16Bit(beyond), std::uint16_t{0});
            QCOMPARE(to8Bit(beyond), std::uint8_t{0});
        }
        for (const float beyond : {1.0F, 1.5F, std::numeric_limits<float>::infinity()}) {
            QCOMPARE(to16Bit(beyond), std::uint16_t{65535});
            QCOMPARE(to8Bit(beyond), std::uint8_t{255});
        }
        QCOMPARE(to8Bit(std::uint16_t{128}), std::uint8_t{0});
        QCOMPARE(to8Bit(std::uint16_t{129}), std::uint8_t{1});
    }
};

SCOTOPIC_TEST(ToneTest)
#include "tone_test.moc"
