// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/read_raw.h"
#include "core/raw/remosaic.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace scotopic {

namespace {

constexpr int kPeriod = 6;

/// `levelDn` says what lies above black.
template <typename Level>
RawImage xTransRaw(PixelSize size, const Level& levelDn)
{
    constexpr std::string_view kColours = "RBGBRGGGRGGBGGBGGRBRGRBGGGBGGRGGRGGB";
    RawImage raw = test::smallBayer(size);
    raw.cfa.period = kPeriod;
    for (std::size_t i = 0; i < kColours.size(); ++i) {
        raw.cfa.colours[i] = kColours[i] == 'R'   ? CfaColour::Red
                             : kColours[i] == 'G' ? CfaColour::Green
                                                  : CfaColour::Blue;
    }
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            raw.photosites[static_cast<std::size_t>(row * size.width + column)] =
                static_cast<std::uint16_t>(raw.black.at(row, column) + static_cast<float>(levelDn(row, column)));
        }
    }
    return raw;
}

}  // namespace

class RemosaicTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFlatColourStaysFlat()
    {
        RawImage raw = xTransRaw({31, 20}, [](int, int) { return 0; });
        raw.black = {2, 3, {500, 510, 520, 530, 540, 550}};
        constexpr std::array<float, 3> kLevelDn{100, 2000, 700};
        for (int row = 0; row < raw.size.height; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                raw.photosites[static_cast<std::size_t>(row * raw.size.width + column)] = static_cast<std::uint16_t>(
                    raw.black.at(row, column) + kLevelDn[static_cast<std::size_t>(raw.cfa.at(row, column))]);
            }
        }
        const RawImage bayer = remosaicAsBayer(raw);
        QCOMPARE(bayer.cfa.period, 2);
        QCOMPARE(bayer.size, raw.size);
        for (int row = 0; row < bayer.size.height; ++row) {
            for (int column = 0; column < bayer.size.width; ++column) {
                const auto colour = static_cast<std::size_t>(bayer.cfa.at(row, column));
                const float level = static_cast<float>(bayer.at(row, column)) - bayer.black.at(row, column);
                QVERIFY2(std::abs(level - kLevelDn[colour]) <= 0.5F,
                         qPrintable(QStringLiteral("%1, %2: %3").arg(row).arg(column).arg(level)));
            }
        }
    }

    void whatIsThereIsKept()
    {
        const RawImage raw = xTransRaw({36, 24}, [](int row, int column) { return (row * 977 + column * 331) % 5000; });
        const RawImage bayer = remosaicAsBayer(raw);
        int keptCount = 0;
        for (int row = 0; row < raw.size.height; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                if (raw.cfa.at(row, column) == bayer.cfa.at(row, column)) {
                    QCOMPARE(bayer.at(row, column), raw.at(row, column));
                    ++keptCount;
                }
            }
        }
        QVERIFY(keptCount > 36 * 24 / 4);
    }

    void aBayerRawIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(remosaicAsBayer(test::smallBayer({12, 12}))), InvalidArgument);
    }

    /// LibRaw's own program: the bilinear interpolation of a real mosaic, unbalanced and linear.
    void itIsLibRawsBilinearInterpolation()
    {
        SCOTOPIC_REAL_FILE(file, "raw/xtrans-remosaic-hero6.dng");
        const QTemporaryDir folder;
        const auto theirs = test::renderedByDcrawEmu(file, folder.path().toStdString(),
                                                     {"-q", "0", "-o", "0",  "-r", "1", "1",  "1", "1",  "-g",
                                                      "1",  "1", "-4", "-W", "-t", "0", "-k", "0", "-S", "16383"});
        if (!theirs) {
            QSKIP("needs dcraw_emu (Debian: libraw-bin)");
        }
        const RawImage bayer = remosaicAsBayer(readRaw(file));
        QCOMPARE(theirs->size, bayer.size);
        int differentCount = 0;
        for (int row = 1; row < bayer.size.height - 1; ++row) {
            for (int column = 1; column < bayer.size.width - 1; ++column) {
                const auto pixel = static_cast<std::size_t>(row * bayer.size.width + column);
                const auto colour = static_cast<std::size_t>(bayer.cfa.at(row, column));
                const double theirDn = theirs->rgb[pixel * 3 + colour] * (16383.0 / 65535.0);
                // It divides by a number of 256ths rounded down, which for a sum of six is 1.6 % too little.
                const double toleranceDn = 1.0 + 0.016 * bayer.at(row, column);
                differentCount += std::abs(theirDn - bayer.at(row, column)) > toleranceDn ? 1 : 0;
            }
        }
        QCOMPARE(differentCount, 0);
    }
};

SCOTOPIC_TEST(RemosaicTest)

}  // namespace scotopic

#include "remosaic_test.moc"
