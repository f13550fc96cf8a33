// SPDX-License-Identifier: MIT
#include "core/base/random_numbers.h"
#include "core/enhance/auto_ratio.h"
#include "core/enhance/enhancer.h"
#include "core/raw/dead_photosites.h"
#include "tests/core/enhance/raws.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>

namespace scotopic {

namespace {

using IsDead = std::function<bool(int row, int column)>;

constexpr PixelSize kDimSize{192, 160};
constexpr ExposureRatio kDimRatio{50};
constexpr int kFurthestPx = 4;  // what may be harmed around what is dead
constexpr int kVisible = 10;    // of 255

/// Fields of colour that grow brighter downwards, as dim as x50 makes up for; with the noise of a good sensor or none.
RawImage dimRaw(double noiseDn)
{
    RandomNumbers random(11);
    RawImage raw = test::rawOf(kDimSize, test::cfaOf(2, "RGGB"), [&](int row, int column) {
        constexpr std::array<std::array<float, 3>, 4> kFields{
            {{1, 1, 1}, {1, 0.3F, 0.2F}, {0.3F, 1, 0.4F}, {0.6F, 0.6F, 0.6F}}};
        const int colour = row % 2 + column % 2;  // R, G, B of RGGB
        const float field =
            kFields[static_cast<std::size_t>(column * 4 / kDimSize.width)][static_cast<std::size_t>(colour)];
        const float light = field * (0.05F + 0.5F * static_cast<float>(row) / kDimSize.height) / kDimRatio.value;
        return light + static_cast<float>(noiseDn * random.gaussian()) / 15871;
    });
    raw.whiteBalance = {1.6F, 1, 1.5F};
    return raw;
}

Enhancer& defaultModel()
{
    static const auto model = std::make_unique<Enhancer>(
        test::sourceFolder() / "resources/models/default.safetensors",
        EnhancerOptions{.engine = {.device = {}, .precision = Precision::Fp32}, .bnMode = {}, .tilePx = {}});
    return *model;
}

}  // namespace

class DeadAreaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Left as they were, zeros of an 8x8 block spoiled 376x376 pixels, those of a column 190 on either side.
    void whatIsHarmedIsHardlyWiderThanWhatIsDead_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("noiseDn");
        for (const double noiseDn : {0.0, 4.0}) {
            int kind = 0;
            for (const char* const name : {"a photosite", "a block", "a column", "a row", "a border"}) {
                QTest::addRow("%s, noise of %g", name, noiseDn) << kind << noiseDn;
                ++kind;
            }
        }
    }

    void whatIsHarmedIsHardlyWiderThanWhatIsDead()
    {
        QFETCH(int, kind);
        QFETCH(double, noiseDn);
        const std::array<IsDead, 5> kinds{
            IsDead([](int row, int column) { return row == 80 && column == 100; }),
            IsDead([](int row, int column) { return row >= 80 && row < 88 && column >= 110 && column < 118; }),
            IsDead([](int, int column) { return column == 96; }), IsDead([](int row, int) { return row == 71; }),
            IsDead([](int, int column) { return column < 24; })};
        const IsDead& isDead = kinds[static_cast<std::size_t>(kind)];
        const RawImage good = dimRaw(noiseDn);
        RawImage raw = good;
        for (int row = 0; row < kDimSize.height; ++row) {
            for (int column = 0; column < kDimSize.width; ++column) {
                if (isDead(row, column)) {
                    raw.photosites[static_cast<std::size_t>(row * kDimSize.width + column)] = 0;
                }
            }
        }
        QVERIFY(fillDeadPhotosites(raw) > 0);
        const SrgbPicture expected = defaultModel().enhance(good, kDimRatio, {});
        const SrgbPicture picture = defaultModel().enhance(raw, kDimRatio, {});
        const auto isNearDead = [&](int row, int column) {
            for (int y = row - kFurthestPx; y <= row + kFurthestPx; ++y) {
                for (int x = column - kFurthestPx; x <= column + kFurthestPx; ++x) {
                    if (isDead(y, x)) {
                        return true;
                    }
                }
            }
            return false;
        };
        for (int row = 0; row < kDimSize.height; ++row) {
            for (int column = 0; column < kDimSize.width; ++column) {
                const std::size_t pixel = static_cast<std::size_t>(row * kDimSize.width + column) * 3;
                int largest = 0;
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    largest = std::max(largest, std::abs(picture.rgb[pixel + channel] - expected.rgb[pixel + channel]));
                }
                QVERIFY2(largest <= kVisible * 257 || isNearDead(row, column),
                         qPrintable(
                             QStringLiteral("%1 of 255 at row %2, column %3").arg(largest / 257).arg(row).arg(column)));
            }
        }
        const float stops = std::abs(std::log2(suggestRatio(raw).value / suggestRatio(good).value));
        QVERIFY2(stops < 0.3F, qPrintable(QString::number(static_cast<double>(stops))));
    }
};

SCOTOPIC_TEST(DeadAreaTest)

}  // namespace scotopic

#include "dead_area_test.moc"
