// SPDX-License-Identifier: MIT
#include "core/raw/read_raw.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>

using namespace scotopic;

namespace {

std::string phaseOf(const RawImage& raw)
{
    std::string phase;
    for (int i = 0; i < 4; ++i) {
        phase += "RGB"[static_cast<std::size_t>(raw.cfa.at(i / 2, i % 2))];
    }
    return phase;
}

}  // namespace

class ReadRawTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levelsComeFromTheFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<QString>("phase");
        QTest::addColumn<float>("blackDn");
        QTest::addColumn<float>("whiteDn");
        QTest::newRow("Nikon RGGB") << "raw/nikon-d750-rggb.dng" << 768 << 512 << "RGGB" << 600.0F << 15520.0F;
        QTest::newRow("Nikon GRBG") << "raw/nikon-d750-grbg.dng" << 768 << 512 << "GRBG" << 600.0F << 15520.0F;
        QTest::newRow("Nikon GBRG") << "raw/nikon-d750-gbrg.dng" << 768 << 512 << "GBRG" << 600.0F << 15520.0F;
        QTest::newRow("Nikon BGGR") << "raw/nikon-d750-bggr.dng" << 768 << 512 << "BGGR" << 600.0F << 15520.0F;
        QTest::newRow("study") << "sid-mini/Sony/short/00211_00_0.1s.dng" << 512 << 512 << "RGGB" << 512.0F << 16383.0F;
    }

    void levelsComeFromTheFile()
    {
        QFETCH(QString, name);
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(QString, phase);
        QFETCH(float, blackDn);
        QFETCH(float, whiteDn);
        const std::filesystem::path file = test::testDataFolder() / name.toStdString();
        if (!std::filesystem::exists(file)) {
            QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const RawImage raw = readRaw(file);
        QCOMPARE(raw.size.width, width);
        QCOMPARE(raw.size.height, height);
        QCOMPARE(raw.photosites.size(), raw.size.area());
        QCOMPARE(phaseOf(raw), phase.toStdString());
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(raw.black.at(i / 2, i % 2), blackDn);
        }
        QCOMPARE(raw.whiteLevelDn, (std::array<float, 3>{whiteDn, whiteDn, whiteDn}));
    }

    void theHeaderAloneTellsTheSame()
    {
        for (const char* name : {"raw/canon-550d-colorchart.dng", "raw/xtrans-remosaic-hero6.dng"}) {
            const std::filesystem::path file = test::testDataFolder() / name;
            if (!std::filesystem::exists(file)) {
                QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
            }
            const RawImage raw = readRaw(file);
            const RawImage header = readRawHeader(file);
            QVERIFY(header.photosites.empty());
            QVERIFY(header.size == raw.size);
            QVERIFY(header.cfa.colours == raw.cfa.colours);
            QCOMPARE(header.orientation, raw.orientation);
            QVERIFY(header.shot.exposureSeconds == raw.shot.exposureSeconds);
        }
    }

    void marginsAreCutAway()
    {
        SCOTOPIC_REAL_FILE(file, "raw/canon-550d-colorchart.dng");
        const RawImage raw = readRaw(file);
        QVERIFY(raw.size.width < 1888);
        QVERIFY(raw.size.height < 1182);
        QCOMPARE(raw.black.at(0, 0), 2056.0F);
        QCOMPARE(raw.whiteLevelDn[0], 15000.0F);
    }

    void xTransIsRecognised()
    {
        SCOTOPIC_REAL_FILE(file, "raw/xtrans-remosaic-hero6.dng");
        const RawImage raw = readRaw(file);
        QVERIFY(raw.cfa.isXTrans());
        QCOMPARE(raw.cfa.at(5, 0), CfaColour::Red);  // DNG's CFAPattern of the file: 1 1 0 1 1 2 ... 0 2 1 2 0 1
        QCOMPARE(raw.cfa.at(0, 5), CfaColour::Blue);
        QCOMPARE(raw.cfa.at(6, 8), CfaColour::Red);
    }

    void whiteBalanceIsAsShot()
    {
        SCOTOPIC_REAL_FILE(file, "raw/nikon-d750-rggb.dng");
        const RawImage raw = readRaw(file);
        QVERIFY(raw.whiteBalanceSource == WhiteBalanceSource::AsShot);
        QVERIFY(std::abs(raw.whiteBalance[0] - 1 / 0.513084F) < 1e-4F);  // AsShotNeutral 0.513084 1 0.744048
        QCOMPARE(raw.whiteBalance[1], 1.0F);
        QVERIFY(std::abs(raw.whiteBalance[2] - 1 / 0.744048F) < 1e-4F);
    }

    void whiteStaysWhiteThroughTheColourMatrix()
    {
        SCOTOPIC_REAL_FILE(file, "raw/gopro-hero6-mural.dng");
        const RawImage raw = readRaw(file);
        for (std::size_t row = 0; row < 3; ++row) {
            const float sum =
                raw.srgbFromCamera[row * 3] + raw.srgbFromCamera[row * 3 + 1] + raw.srgbFromCamera[row * 3 + 2];
            QVERIFY(std::abs(sum - 1) < 1e-4F);
        }
        QVERIFY(raw.srgbFromCamera[0] > 1);
    }

    void theShotIsDescribed()
    {
        SCOTOPIC_REAL_FILE(file, "sid-mini/Sony/short/00211_00_0.1s.dng");
        const RawImage raw = readRaw(file);
        QCOMPARE(raw.shot.make, std::string("Sony"));
        QCOMPARE(raw.shot.model, std::string("ILCE-7SM2"));
        QCOMPARE(raw.shot.exposureSeconds.value_or(0), 0.1F);
        QCOMPARE(raw.shot.isoSpeed.value_or(0), 200.0F);
        QCOMPARE(raw.shot.apertureFNumber.value_or(0), 9.0F);
        QVERIFY(!raw.shot.lens);
        QVERIFY(!raw.shot.capturedAt);
        QCOMPARE(raw.orientation, Orientation::Upright);
        QCOMPARE(raw.file, file);
    }

    void theLibraryHasAVersion()
    {
        QVERIFY(QRegularExpression("^0\\.[0-9]+\\.[0-9]+").match(QString::fromStdString(libRawVersion())).hasMatch());
    }
};

SCOTOPIC_TEST(ReadRawTest)
#include "read_raw_test.moc"
