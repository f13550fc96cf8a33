// SPDX-License-Identifier: MIT
#include "core/raw/develop.h"
#include "core/raw/raw_balance.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <cmath>

namespace scotopic {

namespace {

constexpr int kColorMatrix1 = 50721;

/// Grey light as a camera of these gains sees it, in the left part of the picture; blue in the right.
RawImage twoLightsRaw()
{
    RawImage raw = test::smallBayer({120, 96});
    raw.orientation = Orientation::Upright;
    for (int row = 0; row < raw.size.height; ++row) {
        for (int column = 0; column < raw.size.width; ++column) {
            const auto colour = static_cast<std::size_t>(raw.cfa.at(row, column));
            const float tint = column < 60 ? 1.0F : std::array{0.5F, 0.8F, 1.5F}[colour];
            raw.photosites[static_cast<std::size_t>(row * raw.size.width + column)] = static_cast<std::uint16_t>(
                512.0F + (3000.0F + 20.0F * static_cast<float>(row)) * tint / raw.whiteBalance[colour]);
        }
    }
    return raw;
}

/// The same file with a field under a number that nobody knows.
void hideField(const std::filesystem::path& file, int tag)
{
    QByteArray bytes = test::readFile(file);
    const int fieldCount = static_cast<unsigned char>(bytes[8]) + 256 * static_cast<unsigned char>(bytes[9]);
    for (int i = 0; i < fieldCount; ++i) {
        const int place = 10 + 12 * i;
        if (static_cast<unsigned char>(bytes[place]) + 256 * static_cast<unsigned char>(bytes[place + 1]) == tag) {
            bytes[place] = '\xFE';
            bytes[place + 1] = '\xFD';
        }
    }
    test::writeFile(file, bytes);
}

}  // namespace

class RawBalanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// LibRaw, left to itself, takes the picture to be grey in the mean where the file has no white balance.
    void whatIsDevelopedHasTheRawsOwnBalance_data()
    {
        QTest::addColumn<bool>("isCameraKnown");
        QTest::addColumn<float>("ratio");
        for (const float ratio : {1.0F, 3.0F}) {
            QTest::addRow("daylight, x%g", static_cast<double>(ratio)) << true << ratio;
            QTest::addRow("grey in the mean, x%g", static_cast<double>(ratio)) << false << ratio;
        }
    }

    void whatIsDevelopedHasTheRawsOwnBalance()
    {
        QFETCH(bool, isCameraKnown);
        QFETCH(float, ratio);
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.dng").toStdString();
        RawImage raw = twoLightsRaw();
        raw.whiteBalanceSource = WhiteBalanceSource::Daylight;
        writeDng(file, raw, IfExists::Refuse);
        if (!isCameraKnown) {
            hideField(file, kColorMatrix1);
        }
        const RawImage read = readRaw(file);
        QVERIFY(read.whiteBalanceSource
                == (isCameraKnown ? WhiteBalanceSource::Daylight : WhiteBalanceSource::Estimated));
        const DevelopedRaw own = develop(file, {.ratio = {ratio}}, {});
        const DevelopedRaw told = develop(file, {.ratio = {ratio}, .whiteBalance = read.whiteBalance}, {});
        QVERIFY(own.rgb == told.rgb);
    }

    void aGreyPictureGivesTheGainsOfItsLight()
    {
        RawImage raw = twoLightsRaw();
        raw.size.width = 60;
        std::vector<std::uint16_t> left;
        for (int row = 0; row < 96; ++row) {
            left.insert(left.end(), raw.photosites.begin() + row * 120, raw.photosites.begin() + row * 120 + 60);
        }
        raw.photosites = left;
        const std::array<float, 3> gains = greyBalance(raw);
        QVERIFY(std::abs(gains[0] - 2.25F) < 0.01F);
        QCOMPARE(gains[1], 1.0F);
        QVERIFY(std::abs(gains[2] - 1.5F) < 0.01F);
    }

    void saturatedSquaresSayNothingOfTheLight()
    {
        RawImage raw = twoLightsRaw();
        const std::array<float, 3> before = greyBalance(raw);
        for (int row = 0; row < 24; ++row) {
            for (int column = 0; column < 120; ++column) {
                raw.photosites[static_cast<std::size_t>(row * 120 + column)] = 16383;
            }
        }
        const std::array<float, 3> after = greyBalance(raw);
        QVERIFY(std::abs(after[0] - before[0]) < 0.02F && std::abs(after[2] - before[2]) < 0.02F);
    }

    void blackSaysNothingOfTheLight()
    {
        RawImage raw = test::smallBayer({48, 48});
        raw.photosites.assign(raw.photosites.size(), 512);
        QVERIFY((greyBalance(raw) == std::array<float, 3>{1, 1, 1}));
    }
};

SCOTOPIC_TEST(RawBalanceTest)

}  // namespace scotopic

#include "raw_balance_test.moc"
