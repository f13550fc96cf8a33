// SPDX-License-Identifier: MIT
#include "core/base/random_numbers.h"
#include "core/raw/develop.h"
#include "core/raw/early_clipping.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr PixelSize kLampSize{160, 120};
constexpr PixelRect kLamp{60, 40, 40, 30};
constexpr float kLampBlackDn = 512;
constexpr float kLampWhiteDn = 16383;

/// A grey wall that grows brighter from left to right, with shot noise, and a lamp that saturates every colour, green
/// at `greenDn`.
RawImage lampRaw(std::uint16_t greenDn, double wall = 0.5)
{
    RawImage raw = test::smallBayer(kLampSize);
    raw.orientation = Orientation::Upright;
    RandomNumbers random(2);
    for (int row = 0; row < kLampSize.height; ++row) {
        for (int column = 0; column < kLampSize.width; ++column) {
            const auto colour = static_cast<std::size_t>(raw.cfa.at(row, column));
            const bool isLamp =
                row >= kLamp.y && row < kLamp.bottom() && column >= kLamp.x && column < kLamp.x + kLamp.width;
            const double grey = isLamp ? 9 : wall * (0.5 + 0.5 * column / kLampSize.width);
            const double light = (kLampWhiteDn - kLampBlackDn) * grey / static_cast<double>(raw.whiteBalance[colour]);
            const double dn = kLampBlackDn + light + std::sqrt(light) * random.gaussian();
            const double limit = colour == 1 ? greenDn : kLampWhiteDn;
            raw.photosites[static_cast<std::size_t>(row * kLampSize.width + column)] =
                static_cast<std::uint16_t>(std::lround(std::clamp(dn, 0.0, limit)));
        }
    }
    return raw;
}

}  // namespace

class EarlyClippingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aColourThatSaturatesEarlyBecomesWhiteThere_data()
    {
        QTest::addColumn<int>("greenDn");
        QTest::newRow("a little") << 16200;
        QTest::newRow("more") << 15300;
    }

    void aColourThatSaturatesEarlyBecomesWhiteThere()
    {
        QFETCH(int, greenDn);
        const RawImage before = lampRaw(static_cast<std::uint16_t>(greenDn));
        RawImage raw = before;
        const auto clippingDn = liftEarlyClipping(raw);
        QVERIFY(!clippingDn[0] && !clippingDn[2]);
        QCOMPARE(clippingDn[1].value_or(0), static_cast<float>(greenDn));
        for (std::size_t i = 0; i < raw.photosites.size(); ++i) {
            if (before.photosites[i] < 12000) {
                QCOMPARE(raw.photosites[i], before.photosites[i]);
            } else if (before.photosites[i] >= greenDn) {
                QCOMPARE(raw.photosites[i], static_cast<std::uint16_t>(kLampWhiteDn));
            }
        }
        QVERIFY(!liftEarlyClipping(raw)[1]);
    }

    void nothingElseIsTakenForSaturation_data()
    {
        QTest::addColumn<int>("greenDn");
        QTest::addColumn<double>("wall");
        QTest::newRow("white") << 16383 << 0.5;
        QTest::newRow("far below white") << 12000 << 0.5;
        QTest::newRow("a bright wall") << 65535 << 0.95;
    }

    void nothingElseIsTakenForSaturation()
    {
        QFETCH(int, greenDn);
        QFETCH(double, wall);
        RawImage raw = lampRaw(static_cast<std::uint16_t>(std::min(greenDn, 16383)), wall);
        if (greenDn > 16383) {  // no lamp
            for (int row = kLamp.y; row < kLamp.bottom(); ++row) {
                for (int column = kLamp.x; column < kLamp.x + kLamp.width; ++column) {
                    raw.photosites[static_cast<std::size_t>(row * kLampSize.width + column)] = raw.at(row % 2, column);
                }
            }
        }
        const std::vector<std::uint16_t> before = raw.photosites;
        const auto clippingDn = liftEarlyClipping(raw);
        QVERIFY(std::none_of(clippingDn.begin(), clippingDn.end(), [](const auto& dn) { return dn.has_value(); }));
        QVERIFY(raw.photosites == before);
    }

    /// Charts and pictures that programs make have such patches.
    void anEvenPatchWithoutNoiseIsNoSaturation_data()
    {
        QTest::addColumn<int>("greenDn");
        QTest::addColumn<int>("otherDn");
        QTest::addColumn<bool>("otherVaries");
        QTest::addColumn<bool>("saturates");
        QTest::newRow("a grey patch") << 15600 << 9000 << false << false;
        QTest::newRow("a patch of another colour") << 15600 << 3000 << false << false;
        QTest::newRow("where the others are white") << 15600 << 16383 << false << true;
        QTest::newRow("where the others go on") << 15600 << 12000 << true << true;
    }

    void anEvenPatchWithoutNoiseIsNoSaturation()
    {
        QFETCH(int, greenDn);
        QFETCH(int, otherDn);
        QFETCH(bool, otherVaries);
        QFETCH(bool, saturates);
        RawImage raw = lampRaw(15300);
        for (int row = 0; row < kLampSize.height; ++row) {
            for (int column = 0; column < kLampSize.width; ++column) {
                const bool isGreen = raw.cfa.at(row, column) == CfaColour::Green;
                const bool isPatch =
                    row >= kLamp.y && row < kLamp.bottom() && column >= kLamp.x && column < kLamp.x + kLamp.width;
                const int other = otherDn + (otherVaries ? (row * 13 + column * 7) % 400 : 0);
                raw.photosites[static_cast<std::size_t>(row * kLampSize.width + column)] =
                    static_cast<std::uint16_t>(!isPatch  ? 2000 + column * 10
                                               : isGreen ? greenDn
                                                         : other);
            }
        }
        const auto clippingDn = earlyClippingDn(raw);
        QCOMPARE(clippingDn[1].has_value(), saturates);
        QVERIFY(!clippingDn[0] && !clippingDn[2]);
    }

    void aLampIsDevelopedWhite_data()
    {
        QTest::addColumn<float>("ratio");
        QTest::newRow("as the file has it") << 1.0F;
        QTest::newRow("hardly amplified") << 1.02F;
        QTest::newRow("amplified") << 4.0F;
    }

    void aLampIsDevelopedWhite()
    {
        QFETCH(float, ratio);
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("lamp.dng").toStdString();
        writeDng(file, lampRaw(15300), IfExists::Refuse);
        const DevelopedRaw picture = develop(file, {.ratio = {ratio}, .stretchesAsShot = false}, {});
        for (int row = kLamp.y + 4; row < kLamp.bottom() - 4; ++row) {
            for (int column = kLamp.x + 4; column < kLamp.x + kLamp.width - 4; ++column) {
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    const std::size_t pixel = static_cast<std::size_t>(row * picture.size.width + column);
                    QVERIFY(picture.rgb[pixel * 3 + channel] >= 65535 - 257);
                }
            }
        }
    }
};

SCOTOPIC_TEST(EarlyClippingTest)

}  // namespace scotopic

#include "early_clipping_test.moc"
