// SPDX-License-Identifier: MIT
#include "core/base/camera_linear.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace scotopic;

namespace {

using Rgb = std::array<float, 3>;

constexpr float kFineStep = 1.0F / 65535;
/// Of a Sony A7S II (LibRaw's rgb_cam), and gains of one of its photos by lamplight.
constexpr Matrix3<float> kSonyMatrix{1.7943F,  -0.7063F, -0.0880F, -0.1984F, 1.7136F,
                                     -0.5152F, 0.0291F,  -0.5060F, 1.4769F};
constexpr WhiteBalanceGains kSonyGains{1.9F, 1, 2.4F};

/// ITU-R BT.709-6, item 1.2.
double bt709(double linear)
{
    return linear < 0.018 ? 4.5 * linear : 1.099 * std::pow(linear, 0.45) - 0.099;
}

bool isClose(float value, double expected, double tolerance)
{
    return std::abs(static_cast<double>(value) - expected) <= tolerance;
}

LightRendering natural(const CameraColour& colour)
{
    LightRendering rendering = studyRendering(colour);
    rendering.tone = ToneCurve::Natural;
    rendering.curve = transferCurveOf(rendering.tone);
    return rendering;
}

Rgb signalOf(const LightRendering& rendering, const Rgb& light)
{
    return LightRenderer(rendering).signalOf(light.data());
}

bool isNeutral(const Rgb& signal)
{
    const auto [least, most] = std::minmax_element(signal.begin(), signal.end());
    return *most - *least < 0.004F;  // an 8-bit step
}

}  // namespace

class CameraLinearTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inputIsBalancedByTheColourOfEachPlane()
    {
        Planes planes(4, 1, 2);
        planes.values = {0.5F, -0.25F, 0.5F, 1, 0.5F, 1, -0.5F, 1};
        balanceInput(planes, {2, 1, 3});
        const std::vector<float> expected{1, -0.5F, 0.5F, 1, 1.5F, 3, -0.5F, 1};
        QVERIFY(planes.values == expected);
    }

    void studysCurveIsTheMatrixAndBt709()
    {
        const LightRendering rendering = studyRendering({kSonyGains, kSonyMatrix});
        for (const Rgb& light : {Rgb{0.2F, 0.3F, 0.25F}, Rgb{0.01F, 0.012F, 0.011F}, Rgb{0.9F, 0.8F, 0.6F}}) {
            const Rgb signal = signalOf(rendering, light);
            for (std::size_t channel = 0; channel < 3; ++channel) {
                double linear = 0;
                for (std::size_t k = 0; k < 3; ++k) {
                    linear += static_cast<double>(kSonyMatrix[channel * 3 + k]) * static_cast<double>(light[k]);
                }
                // The standard's constants are rounded to three digits.
                QVERIFY(isClose(signal[channel], bt709(std::clamp(linear, 0.0, 1.0)), 4e-4));
            }
        }
    }

    void studysCurveClipsChannelsBeforeTheMatrix()
    {
        // As LibRaw: what is above white in a camera's channel is cut there, so a saturated area is white.
        const LightRendering rendering = studyRendering({kSonyGains, kSonyMatrix});
        QVERIFY(signalOf(rendering, {1.9F, 1, 2.4F}) == signalOf(rendering, {1, 1, 1}));
        QVERIFY(isClose(signalOf(rendering, {1.9F, 1, 2.4F})[1], 1, 1e-6));
        QVERIFY(signalOf(rendering, {1.5F, 0.5F, 0.2F}) == signalOf(rendering, {1, 0.5F, 0.2F}));
    }

    void gainsBelowOneStillEndInWhite()
    {
        const WhiteBalanceGains lamplight{0.8F, 1, 2.9F};
        const LightRendering rendering = studyRendering({lamplight, kSonyMatrix});
        for (const float value : signalOf(rendering, {0.8F, 1, 2.9F})) {
            QVERIFY(isClose(value, 1, 1e-6));
        }
    }

    void exposureIsAFactorOnLight()
    {
        LightRendering darker = studyRendering({kSonyGains, kSonyMatrix});
        darker.exposure = 0.25F;
        const Rgb expected = signalOf(studyRendering({kSonyGains, kSonyMatrix}), {0.1F, 0.15F, 0.05F});
        const Rgb signal = signalOf(darker, {0.4F, 0.6F, 0.2F});
        for (std::size_t channel = 0; channel < 3; ++channel) {
            QVERIFY(isClose(signal[channel], static_cast<double>(expected[channel]), kFineStep));
        }
    }

    void whiteBalanceCanBeChangedAfterTheNetwork()
    {
        // A grey card that the first gains show red; the second ones are right for it.
        const Rgb card{0.3F, 0.2F, 0.2F};
        LightRendering rendering = studyRendering({{2, 1, 2}, kSonyMatrix});
        QVERIFY(!isNeutral(signalOf(rendering, card)));
        rendering.whiteBalance = {2 / 1.5F, 1, 2};
        const Rgb signal = signalOf(rendering, card);
        QVERIFY(isNeutral(signal));
        QVERIFY(isClose(signal[1], bt709(0.2), 4e-4));
    }

    void naturalLeavesLightAsItIsUpToItsShoulder()
    {
        for (const float linear : {0.0F, 0.001F, 0.018F, 0.2F, 0.6F}) {
            QCOMPARE(naturalLight(linear, 2), linear);
        }
    }

    void naturalIsEncodedAsSrgb()
    {
        LightRendering rendering = natural({{1, 1, 1}, {1, 0, 0, 0, 1, 0, 0, 0, 1}});
        for (const float white : {1.0F, 100.0F}) {  // as far as the shoulder reaches, the table is as coarse
            rendering.sensorWhite = white;
            const LightRenderer renderer(rendering);
            for (float linear = 0.0001F; linear < 0.6F; linear *= 1.1F) {
                const Rgb light{linear, linear, linear};
                const double expected = linear <= 0.0031308F
                                            ? 12.92 * static_cast<double>(linear)
                                            : 1.055 * std::pow(static_cast<double>(linear), 1 / 2.4) - 0.055;
                QVERIFY2(isClose(renderer.signalOf(light.data())[1], expected, 0.3 / 65535),
                         qPrintable(QString::number(static_cast<double>(linear))));
            }
        }
    }

    void naturalRisesWithoutAKinkToItsWhite_data()
    {
        QTest::addColumn<float>("white");
        for (const float white : {1.0F, 2.2F, 6.0F}) {
            QTest::addRow("%.1f", static_cast<double>(white)) << white;
        }
    }

    void naturalRisesWithoutAKinkToItsWhite()
    {
        QFETCH(float, white);
        constexpr float kStep = 0.002F;
        float lastRise = naturalLight(0.55F, white) - naturalLight(0.55F - kStep, white);
        for (float linear = 0.55F + kStep; linear < white; linear += kStep) {
            const float rise = naturalLight(linear, white) - naturalLight(linear - kStep, white);
            QVERIFY(rise > 0);
            QVERIFY(rise < lastRise * 1.01F + 1e-6F);  // ever flatter
            lastRise = rise;
        }
        QVERIFY(isClose(naturalLight(white, white), 1, 1e-6));
        QVERIFY(isClose(naturalLight(10 * white, white), 1, 1e-6));
    }

    void lightAboveWhiteKeepsItsDifferences()
    {
        LightRendering rendering = natural({{1, 1, 1}, kSonyMatrix});
        rendering.sensorWhite = 100;  // an amplified night, whose lamps the sensor still had room for
        float last = 0;
        for (const float light : {0.5F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F}) {
            const Rgb signal = signalOf(rendering, {light, light, light});
            QVERIFY(isNeutral(signal));
            QVERIFY(signal[0] > last + 0.004F);
            last = signal[0];
        }
    }

    void aWhiteThatOverexposesStaysNeutral()
    {
        // Ever more light on a white wall: green saturates first, then blue, then red.
        const LightRenderer renderer(natural({kSonyGains, kSonyMatrix}));
        float last = 0;
        for (int step = 1; step <= 300; ++step) {
            const float light = static_cast<float>(step) * 0.01F;
            const Rgb rgb{std::min(light, 1.9F), std::min(light, 1.0F), std::min(light, 2.4F)};
            const Rgb signal = renderer.signalOf(rgb.data());
            QVERIFY2(isNeutral(signal), qPrintable(QString::number(static_cast<double>(light))));
            QVERIFY(*std::min_element(signal.begin(), signal.end()) > last - 0.004F);
            last = signal[1];
        }
        QVERIFY(isClose(last, 1, 1e-3));
    }

    void aColouredLampKeepsItsColour()
    {
        const LightRendering rendering = natural({kSonyGains, {1, 0, 0, 0, 1, 0, 0, 0, 1}});
        const Rgb red = signalOf(rendering, {1.9F, 0.2F, 0.1F});
        QVERIFY(red[0] > red[1] + 0.4F);
        const Rgb sodium = signalOf(rendering, {1.9F, 1, 0.1F});
        QVERIFY(sodium[0] > sodium[2] + 0.5F);
        QVERIFY(sodium[0] > sodium[1] + 0.05F);
    }

    void lightFarAboveWhiteIsWhiteWhateverItsColour()
    {
        LightRendering rendering = natural({{1, 1, 1}, kSonyMatrix});
        rendering.sensorWhite = 100;
        const Rgb sparkle{13, 0.7F, 9};  // smaller than the pattern of the colour filter
        const Rgb signal = signalOf(rendering, sparkle);
        QVERIFY(isNeutral(signal) && isClose(signal[0], 1, 1e-3));
        // No step on the way there: brighter by a hundredth, no channel changes by more than the brighter one would.
        for (float light = 1; light < 8; light *= 1.01F) {
            const Rgb before = signalOf(rendering, {light, 0.3F * light, 0.2F * light});
            const Rgb after = signalOf(rendering, {1.01F * light, 0.3F * 1.01F * light, 0.2F * 1.01F * light});
            for (std::size_t channel = 0; channel < 3; ++channel) {
                QVERIFY2(after[channel] > before[channel] - 0.002F && after[channel] < before[channel] + 0.02F,
                         qPrintable(QString::number(static_cast<double>(light))));
            }
        }
        rendering.exposure = 1.0F / 16;  // darker, it has its colour again
        const Rgb dark = signalOf(rendering, sparkle);
        QVERIFY(dark[0] > dark[1] + 0.4F);
    }

    void whatIsNoNumberIsBlack()
    {
        const float none = std::numeric_limits<float>::quiet_NaN();
        for (const ToneCurve tone : {ToneCurve::Study, ToneCurve::Natural}) {
            LightRendering rendering = studyRendering({kSonyGains, kSonyMatrix});
            rendering.tone = tone;
            for (const float value : signalOf(rendering, {none, none, none})) {
                QCOMPARE(value, 0.0F);
            }
            for (const float value : signalOf(rendering, {-0.1F, -0.1F, -0.1F})) {
                QCOMPARE(value, 0.0F);
            }
        }
    }
};

SCOTOPIC_TEST(CameraLinearTest)
#include "camera_linear_test.moc"
