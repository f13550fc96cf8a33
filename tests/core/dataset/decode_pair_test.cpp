// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/decode_pair.h"
#include "core/image/picture_file.h"
#include "core/raw/develop.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/dataset/raw_pairs.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <string_view>

using namespace scotopic;

namespace {

bool areBitwiseEqual(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// Compares with packing, whole and in part, at several amplifications.
void requireEqualsPacking(const RawImage& raw, const ShortExposure& decoded)
{
    for (const float ratio : {1.0F, 3.7F, 100.0F, 300.0F}) {
        const Planes expected = pack(raw, {ratio});
        QVERIFY(decoded.size == expected.size());
        QVERIFY(
            areBitwiseEqual(amplifiedPlanes(decoded.view(), wholeOf(decoded.size), {ratio}).values, expected.values));
        const PixelRect part{3, 5, expected.width - 8, expected.height - 7};
        QVERIFY(areBitwiseEqual(amplifiedPlanes(decoded.view(), part, {ratio}).values,
                                packRegion(raw, {ratio}, part).values));
    }
}

RawImage withPhase(RawImage raw, std::string_view colours)
{
    for (std::size_t i = 0; i < colours.size(); ++i) {
        raw.cfa.colours[i] = colours[i] == 'R'   ? CfaColour::Red
                             : colours[i] == 'G' ? CfaColour::Green
                                                 : CfaColour::Blue;
    }
    return raw;
}

PictureFileOptions deepPng()
{
    PictureFileOptions options;
    options.bitsPerChannel = 16;
    options.ifExists = IfExists::Overwrite;
    return options;
}

}  // namespace

class DecodePairTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inputEqualsPackingBitByBit_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"raw/nikon-d750-rggb.dng", "raw/nikon-d750-grbg.dng", "raw/nikon-d750-gbrg.dng",
                                 "raw/nikon-d750-bggr.dng", "raw/canon-550d-colorchart.dng",
                                 "raw/xtrans-remosaic-hero6.dng", "sid-mini/Sony/short/00211_00_0.1s.dng"}) {
            QTest::newRow(name) << name;
        }
    }

    void inputEqualsPackingBitByBit()
    {
        QFETCH(QString, name);
        const std::filesystem::path file = test::testDataFolder() / name.toStdString();
        if (!std::filesystem::exists(file)) {
            QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const ShortExposure decoded = decodeShort(file);
        requireEqualsPacking(readRaw(file), decoded);
        const SensorFrame frame = sensorFrameOf(file);
        QVERIFY(frame.planeSize() == decoded.size);
        QCOMPARE(frame.planes, decoded.planes);
        QCOMPARE(frame.shortBytes(), decoded.counts.size() * 2);
    }

    void inputEqualsPackingForAnyBlackPattern()
    {
        RawImage raw = test::nightRaw({48, 36}, 3);
        raw.black = {.width = 2, .height = 2, .levelsDn = {500, 510, 520, 530}};
        requireEqualsPacking(raw, foldedShort(raw));
        raw.black = {.width = 3, .height = 5, .levelsDn = {}};
        for (int i = 0; i < 15; ++i) {
            raw.black.levelsDn.push_back(500.25F + static_cast<float>(i));
        }
        raw.whiteLevelDn = {15000, 16000, 16383};
        requireEqualsPacking(raw, foldedShort(raw));
        requireEqualsPacking(withPhase(raw, "BGGR"), foldedShort(withPhase(raw, "BGGR")));
        raw.cfa.period = 6;
        const RawImage xTrans = withPhase(raw, "RBGBRGGGRGGBGGBGGRBRGRBGGGBGGRGGRGGB");
        requireEqualsPacking(xTrans, foldedShort(xTrans));
    }

    void countsBelowBlackAreKeptWhereAskedFor()
    {
        RawImage raw = test::nightRaw({48, 36}, 3);
        raw.black = {.width = 2, .height = 2, .levelsDn = {500, 510, 520, 530}};
        raw.photosites[0] = 450;
        const ShortExposure decoded = foldedShort(raw);
        const PixelRect whole = wholeOf(decoded.size);
        const Planes kept = packRegion(raw, {20}, whole, 1, BelowBlack::Keep);
        QCOMPARE(kept.values[0], (450.0F - 500.0F) / (raw.whiteLevelDn[0] - 500.0F) * 20);
        QVERIFY(areBitwiseEqual(amplifiedPlanes(decoded.view(), whole, {20}, BelowBlack::Keep).values, kept.values));
        std::vector<float> clipped = kept.values;
        std::transform(clipped.begin(), clipped.end(), clipped.begin(),
                       [](float value) { return std::max(value, 0.0F); });
        QVERIFY(pack(raw, {20}).values == clipped);
    }

    void inputOfCameraLinearNetworksIsBalancedAsShot()
    {
        RawImage raw = test::nightRaw({48, 36}, 3);
        raw.whiteBalance = {2, 1, 1.5F};
        raw.srgbFromCamera = {1.5F, -0.25F, -0.25F, -0.5F, 2, -0.5F, 0, -0.5F, 1.5F};
        const ShortExposure decoded = foldedShort(raw);
        QVERIFY((decoded.colour == CameraColour{raw.whiteBalance, raw.srgbFromCamera}));
        const PixelRect part{3, 5, 8, 7};
        const Planes plain = amplifiedPlanes(decoded.view(), part, {20}, BelowBlack::Keep);
        const Planes balanced = balancedPlanes(decoded.view(), part, {20});
        for (int x = 0; x < part.width; ++x) {
            QCOMPARE(balanced.row(0, 3)[x], plain.row(0, 3)[x] * 2);
            QCOMPARE(balanced.row(1, 3)[x], plain.row(1, 3)[x]);
            QCOMPARE(balanced.row(2, 3)[x], plain.row(2, 3)[x] * 1.5F);
            QCOMPARE(balanced.row(3, 3)[x], plain.row(3, 3)[x]);
        }
    }

    void groundTruthOfARawIsItsRenderingInTheSensorsOrientation_data()
    {
        QTest::addColumn<int>("orientation");
        for (int orientation = 1; orientation <= 8; ++orientation) {
            QTest::addRow("orientation %d", orientation) << orientation;
        }
    }

    void groundTruthOfARawIsItsRenderingInTheSensorsOrientation()
    {
        QFETCH(int, orientation);
        RawImage raw = withPhase(test::nightRaw({64, 48}, 9), "GRBG");  // one column is cut
        writeDng(inFolder("upright.dng"), raw, IfExists::Overwrite);
        const DevelopedRaw upright = develop(inFolder("upright.dng"), {}, {});
        raw.orientation = static_cast<Orientation>(orientation);
        writeDng(inFolder("turned.dng"), raw, IfExists::Overwrite);
        const GroundTruth truth =
            decodeLong(inFolder("turned.dng"), sensorFrameOf(inFolder("upright.dng")), JobContext());
        QVERIFY((truth.size == PixelSize{62, 48}));
        // LibRaw demosaics what lies on the sensor, whichever way it is shown.
        for (int y = 0; y < truth.size.height; ++y) {
            const auto row = upright.rgb.begin() + (y * 64 + 1) * 3;
            QVERIFY(std::equal(row, row + 62 * 3, truth.rgb.begin() + y * 62 * 3));
        }
    }

    void groundTruthOfAPictureIsTurnedBackAsTheShortExposureLies_data()
    {
        groundTruthOfARawIsItsRenderingInTheSensorsOrientation_data();
    }

    void groundTruthOfAPictureIsTurnedBackAsTheShortExposureLies()
    {
        QFETCH(int, orientation);
        RawImage raw = test::nightRaw({64, 48}, 9);
        raw.orientation = static_cast<Orientation>(orientation);
        writeDng(inFolder("short.dng"), raw, IfExists::Overwrite);
        const SrgbPicture onSensor = test::brightPicture({64, 48}, 4);
        writePicture(inFolder("long.png"), oriented(onSensor, raw.orientation), deepPng(), {}, {});
        const GroundTruth truth = decodeLong(inFolder("long.png"), sensorFrameOf(inFolder("short.dng")), JobContext());
        QVERIFY((truth.size == PixelSize{64, 48}));
        QVERIFY(truth.rgb == onSensor.rgb);
        requireFits(inFolder("long.png"), sensorFrameOf(inFolder("short.dng")));
    }

    void aPictureThatIsCutAlreadyIsTakenAsItIs()
    {
        writeDng(inFolder("short.dng"), withPhase(test::nightRaw({64, 48}, 9), "BGGR"), IfExists::Overwrite);
        const SrgbPicture cut = test::brightPicture({62, 46}, 4);
        writePicture(inFolder("long.png"), cut, deepPng(), {}, {});
        QVERIFY(decodeLong(inFolder("long.png"), sensorFrameOf(inFolder("short.dng")), JobContext()).rgb == cut.rgb);
    }

    void whatIsNoGroundTruthIsRefusedInASentence_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("isWhite");
        QTest::addColumn<QString>("reason");
        QTest::newRow("another size") << 66 << 16 << false << "is 66x48, but its short exposure ";
        QTest::newRow("8 bits") << 64 << 8 << false << "has 8 bits per channel";
        QTest::newRow("white") << 64 << 16 << true << "brighter than white";
    }

    void whatIsNoGroundTruthIsRefusedInASentence()
    {
        QFETCH(int, width);
        QFETCH(int, bits);
        QFETCH(bool, isWhite);
        QFETCH(QString, reason);
        writeDng(inFolder("short.dng"), test::nightRaw({64, 48}, 9), IfExists::Overwrite);
        SrgbPicture picture = test::brightPicture({width, 48}, 4);
        if (isWhite) {
            std::fill(picture.rgb.begin() + 10, picture.rgb.end(), std::uint16_t{65535});
        }
        PictureFileOptions options = deepPng();
        options.bitsPerChannel = bits;
        writePicture(inFolder("long.png"), picture, options, {}, {});
        const SensorFrame frame = sensorFrameOf(inFolder("short.dng"));
        QString sentence;
        try {
            static_cast<void>(decodeLong(inFolder("long.png"), frame, JobContext()));
        } catch (const Error& error) {
            sentence = error.what();
        }
        QVERIFY2(sentence.contains("long.png: ") && sentence.contains(reason), qPrintable(sentence));
        bool isRefusedByHeader = false;
        try {
            requireFits(inFolder("long.png"), frame);
        } catch (const Error&) {
            isRefusedByHeader = true;
        }
        QCOMPARE(isRefusedByHeader, !isWhite);
    }

private:
    [[nodiscard]] std::filesystem::path inFolder(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(DecodePairTest)
#include "decode_pair_test.moc"
