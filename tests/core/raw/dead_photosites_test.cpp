// SPDX-License-Identifier: MIT
#include "core/base/random_numbers.h"
#include "core/raw/dead_photosites.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/dng_maker.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <functional>

namespace scotopic {

namespace {

using Where = std::function<bool(int row, int column)>;

constexpr PixelSize kNightSize{128, 96};
constexpr double kNoiseDn = 5;

std::size_t indexOf(const RawImage& raw, int row, int column)
{
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(raw.size.width) + static_cast<std::size_t>(column);
}

/// Of the scene without noise, above black: a gradient, and each colour at its own level.
double lightDn(const RawImage& raw, int row, int column)
{
    constexpr std::array<double, 3> kOfColour{10, 24, 16};
    return kOfColour[static_cast<std::size_t>(raw.cfa.at(row, column))] * (0.5 + row / 96.0);
}

/// A dark scene as a sensor reads it; counts end at 0.
RawImage nightRaw(float blackDn, double noiseDn, PixelSize size = kNightSize)
{
    RawImage raw = test::smallBayer(size);
    raw.black = {.width = 1, .height = 1, .levelsDn = {blackDn}};
    RandomNumbers random(7);
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            const double dn = static_cast<double>(blackDn) + lightDn(raw, row, column) + noiseDn * random.gaussian();
            raw.photosites[indexOf(raw, row, column)] = static_cast<std::uint16_t>(std::lround(std::max(dn, 0.0)));
        }
    }
    return raw;
}

std::size_t setDead(RawImage& raw, const Where& where, std::uint16_t count = 0)
{
    std::size_t dead = 0;
    for (int row = 0; row < raw.size.height; ++row) {
        for (int column = 0; column < raw.size.width; ++column) {
            if (where(row, column)) {
                raw.photosites[indexOf(raw, row, column)] = count;
                ++dead;
            }
        }
    }
    return dead;
}

void makeXTrans(RawImage& raw)
{
    constexpr std::string_view kColours = "RBGBRGGGRGGBGGBGGRBRGRBGGGBGGRGGRGGB";
    raw.cfa.period = 6;
    std::transform(kColours.begin(), kColours.end(), raw.cfa.colours.begin(), [](char colour) {
        return colour == 'R' ? CfaColour::Red : colour == 'G' ? CfaColour::Green : CfaColour::Blue;
    });
}

/// What was dead reads as the scene would, what was not is untouched.
void requireRepaired(const RawImage& raw, const RawImage& before, const Where& where)
{
    for (int row = 0; row < raw.size.height; ++row) {
        for (int column = 0; column < raw.size.width; ++column) {
            const double above = raw.at(row, column) - static_cast<double>(raw.black.at(row, column));
            if (!where(row, column)) {
                QCOMPARE(raw.at(row, column), before.at(row, column));
            } else {
                QVERIFY2(std::abs(above - lightDn(raw, row, column)) < 6 * kNoiseDn,
                         qPrintable(QStringLiteral("%1 at row %2, column %3").arg(above).arg(row).arg(column)));
            }
        }
    }
}

}  // namespace

class DeadPhotositesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deadOnesAreFilledAndNoOthers_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isXTrans");
        QTest::addColumn<int>("count");
        for (const bool isXTrans : {false, true}) {
            const char* const pattern = isXTrans ? "X-Trans" : "Bayer";
            int kind = 0;
            for (const char* const name : {"one", "scattered", "a block", "a column", "a row", "two columns",
                                           "a border", "lost packets", "a corner"}) {
                QTest::addRow("%s, %s", name, pattern) << kind << isXTrans << 0;
                ++kind;
            }
            QTest::addRow("a column that is only low, %s", pattern) << 3 << isXTrans << 300;
        }
    }

    void deadOnesAreFilledAndNoOthers()
    {
        QFETCH(int, kind);
        QFETCH(bool, isXTrans);
        QFETCH(int, count);
        const std::array<Where, 9> wheres{
            Where([](int row, int column) { return row == 40 && column == 33; }),
            Where([](int row, int column) { return (row * 131 + column * 17) % 211 == 0; }),
            Where([](int row, int column) { return row >= 40 && row < 48 && column >= 64 && column < 72; }),
            Where([](int, int column) { return column == 51; }),
            Where([](int row, int) { return row == 30; }),
            Where([](int, int column) { return column == 20 || column == 21; }),
            Where([](int, int column) { return column < 24; }),
            Where([](int row, int column) { return row >= 50 && row < 58 && column > 30; }),
            Where([](int row, int column) { return row < 10 && column >= kNightSize.width - 12; })};
        const Where& where = wheres[static_cast<std::size_t>(kind)];
        RawImage raw = nightRaw(512, kNoiseDn);
        if (isXTrans) {
            makeXTrans(raw);
            RandomNumbers random(3);
            for (int i = 0; i < static_cast<int>(raw.photosites.size()); ++i) {
                const double light = lightDn(raw, i / kNightSize.width, i % kNightSize.width);
                raw.photosites[static_cast<std::size_t>(i)] =
                    static_cast<std::uint16_t>(std::lround(512 + light + kNoiseDn * random.gaussian()));
            }
        }
        const std::size_t dead = setDead(raw, where, static_cast<std::uint16_t>(count));
        const RawImage before = raw;
        QCOMPARE(fillDeadPhotosites(raw), dead);
        requireRepaired(raw, before, where);
        QCOMPARE(fillDeadPhotosites(raw), std::size_t{0});
    }

    void levelsOfEveryPositionCount()
    {
        RawImage raw = nightRaw(512, kNoiseDn);
        raw.black = {.width = 2, .height = 2, .levelsDn = {512, 560, 530, 500}};
        for (int row = 0; row < kNightSize.height; ++row) {
            for (int column = 0; column < kNightSize.width; ++column) {
                raw.photosites[indexOf(raw, row, column)] +=
                    static_cast<std::uint16_t>(raw.black.at(row, column) - 500);
                raw.photosites[indexOf(raw, row, column)] -= 12;
            }
        }
        const Where where = [](int row, int column) { return column == 77 && row > 9; };
        const std::size_t dead = setDead(raw, where);
        const RawImage before = raw;
        QCOMPARE(fillDeadPhotosites(raw), dead);
        requireRepaired(raw, before, where);
    }

    void honestCountsStay_data()
    {
        QTest::addColumn<float>("blackDn");
        QTest::addColumn<double>("noiseDn");
        QTest::newRow("a camera without a pedestal") << 0.0F << 5.0;
        QTest::newRow("a dark frame that ends at 0") << 8.0F << 6.0;
        QTest::newRow("a higher pedestal, and so much noise that it ends at 0") << 128.0F << 40.0;
        QTest::newRow("much noise") << 512.0F << 60.0;
        QTest::newRow("no noise") << 512.0F << 0.0;
    }

    void honestCountsStay()
    {
        QFETCH(float, blackDn);
        QFETCH(double, noiseDn);
        RawImage raw = nightRaw(blackDn, noiseDn, {256, 256});
        for (std::uint16_t& photosite : raw.photosites) {  // nearly no light
            photosite = static_cast<std::uint16_t>(std::max(0, photosite - 8));
        }
        const std::vector<std::uint16_t> before = raw.photosites;
        QCOMPARE(fillDeadPhotosites(raw), std::size_t{0});
        QVERIFY(raw.photosites == before);
    }

    void aBlackLevelThatIsTooHighMakesNothingDead()
    {
        RawImage raw = nightRaw(512, 3, {256, 256});
        raw.black.levelsDn = {560};
        QCOMPARE(fillDeadPhotosites(raw), std::size_t{0});
        raw.black.levelsDn = {4096};  // of another scale than the counts
        QCOMPARE(fillDeadPhotosites(raw), std::size_t{0});
    }

    /// Where hardly anything is left it is the levels that are wrong.
    void whatIsDeadAllOverStays()
    {
        RawImage raw = nightRaw(512, 3);
        setDead(raw, [](int row, int) { return row > 4; });
        const std::vector<std::uint16_t> before = raw.photosites;
        QCOMPARE(fillDeadPhotosites(raw), std::size_t{0});
        QVERIFY(raw.photosites == before);
    }

    /// Nobody knows what was there, so nothing is made up but what keeps the edge from being a step.
    void wideAreasFadeToBlack()
    {
        RawImage raw = nightRaw(512, kNoiseDn, {700, 500});
        const auto isLost = [](int row, int column) { return row >= 150 || column < 290; };
        setDead(raw, isLost);
        QVERIFY(fillDeadPhotosites(raw) > 0);
        for (int row = 0; row < 500; row += 3) {
            for (int column = 0; column < 700; ++column) {
                const bool isFar = row >= 150 + kDeepestFillPx || (row < 150 && column < 290 - kDeepestFillPx);
                QVERIFY(!isFar || raw.at(row, column) == 512);
            }
        }
        double sumBeside = 0;
        double sumInside = 0;
        for (int row = 20; row < 100; ++row) {
            for (int column = 274; column < 306; ++column) {
                (column < 290 ? sumInside : sumBeside) += raw.at(row, column) - 512;
            }
        }
        QVERIFY2(std::abs(sumInside / sumBeside - 1) < 0.1, qPrintable(QString::number(sumInside / sumBeside)));
    }

    /// NoiseProfile (DNG 1.4): variance is scale * signal + offset, white - black being 1.
    void theFilesOwnNoiseDecidesWhatIsDead_data()
    {
        QTest::addColumn<double>("readNoiseDn");  // 0: none in the file
        QTest::addColumn<bool>("isDead");
        QTest::newRow("said: 1.5") << 1.5 << true;
        QTest::newRow("said: 5") << 5.0 << false;
        QTest::newRow("not said") << 0.0 << false;
    }

    void theFilesOwnNoiseDecidesWhatIsDead()
    {
        QFETCH(double, readNoiseDn);
        QFETCH(bool, isDead);
        test::DngFile dng = test::plainDng(kNightSize, [](int row, int column) {
            return row == 40 && column == 33 ? 498 : 512 + (row * 7919 + column * 104729) % 7 - 2 + column / 4;
        });
        if (readNoiseDn > 0) {
            const double deviation = readNoiseDn / (4094 - 512);
            dng.main.set(51041, 12, {1e-4, deviation * deviation});
        }
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("noise.dng").toStdString();
        test::writeFile(file, dng.bytes());
        const RawImage raw = readRaw(file);
        QCOMPARE(raw.readNoiseDn.has_value(), readNoiseDn > 0);
        QVERIFY(!raw.readNoiseDn || std::abs(static_cast<double>(*raw.readNoiseDn) - readNoiseDn) < 0.01);
        QCOMPARE(raw.repairs.filledCount, std::size_t{isDead ? 1U : 0U});
    }

    void readNoiseIsEstimated_data()
    {
        QTest::addColumn<double>("noiseDn");
        QTest::newRow("2") << 2.0;
        QTest::newRow("30") << 30.0;
    }

    void readNoiseIsEstimated()
    {
        QFETCH(double, noiseDn);
        const double estimated = static_cast<double>(estimatedReadNoiseDn(nightRaw(512, noiseDn, {512, 512})));
        QVERIFY2(estimated > 0.8 * noiseDn && estimated < 1.1 * noiseDn, qPrintable(QString::number(estimated)));
    }

    /// DNG 1.4, chapter 7; the count for bad photosites lies above black here, where nothing else gives them away.
    void photositesThatAFileCallsBadAreFilled_data()
    {
        QTest::addColumn<QByteArray>("opcode");
        QTest::newRow("by their count") << QByteArray::fromHex("00000004"
                                                               "01030000"
                                                               "00000000"
                                                               "00000008"
                                                               "000002bc"
                                                               "00000000");
        QTest::newRow("by place") << QByteArray::fromHex("00000005"
                                                         "01030000"
                                                         "00000000"
                                                         "0000002c"
                                                         "00000000"
                                                         "00000002"
                                                         "00000001"
                                                         "00000028"
                                                         "00000021"
                                                         "00000014"
                                                         "00000007"
                                                         "00000032"
                                                         "0000003c"
                                                         "00000034"
                                                         "00000040");
    }

    void photositesThatAFileCallsBadAreFilled()
    {
        QFETCH(QByteArray, opcode);
        const auto isBad = [](int row, int column) {  // as stored
            return (row == 40 && column == 33) || (row == 20 && column == 7)
                   || (row >= 50 && row < 52 && column >= 60 && column < 64);
        };
        constexpr int kBadDn = 700;
        const auto good = [](int row, int column) { return 900 + (row % 2) * 200 + (column % 2) * 50; };
        test::DngFile dng = test::plainDng(
            {96, 80}, [&](int row, int column) { return isBad(row, column) ? kBadDn : good(row, column); });
        dng.main.set(50829, 4, {4, 6, 80, 96});  // ActiveArea: top, left, bottom, right
        dng.main.setBytes(51008, 7, QByteArray::fromHex("00000001") + opcode);
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("listed.dng").toStdString();
        test::writeFile(file, dng.bytes());
        const RawImage raw = readRaw(file);
        QCOMPARE(raw.size, (PixelSize{90, 76}));
        QCOMPARE(raw.repairs.filledCount, std::size_t{10});
        for (int row = 0; row < raw.size.height; ++row) {
            for (int column = 0; column < raw.size.width; ++column) {
                QCOMPARE(int{raw.at(row, column)}, good(row + 4, column + 6));
            }
        }
    }

    void aFilesDeadPhotositesAreFilledOnReading()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("dead.dng").toStdString();
        RawImage raw = nightRaw(512, kNoiseDn);
        const Where where = [](int row, int column) { return column == 50 || (row == 7 && column == 90); };
        const std::size_t dead = setDead(raw, where);
        writeDng(file, raw, IfExists::Refuse);
        const RawImage read = readRaw(file);
        QCOMPARE(read.repairs.filledCount, dead);
        requireRepaired(read, raw, where);
        // What a network would be given at x100.
        const Planes planes =
            packRegion(read, {100}, wholeOf({kNightSize.width / 2, kNightSize.height / 2}), 1, BelowBlack::Keep);
        const float least = *std::min_element(planes.values.begin(), planes.values.end());
        QVERIFY2(least > -100 * 6 * 5 / (16383.0F - 512.0F), qPrintable(QString::number(static_cast<double>(least))));
    }
};

SCOTOPIC_TEST(DeadPhotositesTest)

}  // namespace scotopic

#include "dead_photosites_test.moc"
