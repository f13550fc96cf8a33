// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/raw/pack.h"
#include "core/raw/read_raw.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace scotopic;

namespace {

/// What NumPy is told about a file: looked up in its tags with ExifTool, not in what readRaw() made of them.
struct FileFacts {
    int firstRow = 0;  // of the first whole block of R, G, G, B or of the study's X-Trans layout
    int firstColumn = 0;
    QString blackDn;  // one number, or four for the 2x2 positions
    int whiteDn = 0;
};

/// The planes that NumPy packs; empty when it fails.
std::vector<float> packedByNumpy(const RawImage& raw, const FileFacts& facts, ExposureRatio ratio,
                                 const QString& python)
{
    const QTemporaryDir folder;
    const QString mosaic = folder.filePath("mosaic.bin");
    const QString planes = folder.filePath("planes.bin");
    test::writeFile(mosaic.toStdString(),
                    QByteArray::fromRawData(reinterpret_cast<const char*>(raw.photosites.data()),
                                            static_cast<qsizetype>(raw.photosites.size() * sizeof(std::uint16_t))));
    const QString script = QString::fromStdString((test::sourceFolder() / "tests/core/raw/pack.py").string());
    const QStringList arguments{script,
                                mosaic,
                                QString::number(raw.size.width),
                                QString::number(raw.size.height),
                                QString::number(facts.firstRow),
                                QString::number(facts.firstColumn),
                                raw.cfa.isXTrans() ? "XTRANS" : "BAYER",
                                facts.blackDn,
                                QString::number(facts.whiteDn),
                                QString::number(ratio.value),
                                planes};
    if (!test::outputOf(python, arguments)) {
        return {};
    }
    const QByteArray bytes = test::readFile(planes.toStdString());
    std::vector<float> values(static_cast<std::size_t>(bytes.size()) / sizeof(float));
    std::memcpy(values.data(), bytes.constData(), values.size() * sizeof(float));
    return values;
}

bool areSameBits(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

/// The same scene in another phase: the first row and/or column of an RGGB readout cut away.
RawImage cutFrom(const RawImage& raw, int rows, int columns)
{
    RawImage cut = raw;
    cut.size = {raw.size.width - columns, raw.size.height - rows};
    cut.photosites.clear();
    for (int row = 0; row < cut.size.height; ++row) {
        for (int column = 0; column < cut.size.width; ++column) {
            cut.photosites.push_back(raw.at(row + rows, column + columns));
        }
    }
    for (int i = 0; i < raw.cfa.period * raw.cfa.period; ++i) {
        cut.cfa.colours[static_cast<std::size_t>(i)] =
            raw.cfa.at(i / raw.cfa.period + rows, i % raw.cfa.period + columns);
    }
    return cut;
}

RawImage smallXTrans(PixelSize size)
{
    RawImage raw = test::smallBayer(size);
    raw.cfa.period = 6;
    const std::string_view colours = "RBGBRGGGRGGBGGBGGRBRGRBGGGBGGRGGRGGB";
    std::transform(colours.begin(), colours.end(), raw.cfa.colours.begin(), [](char colour) {
        return colour == 'R' ? CfaColour::Red : colour == 'G' ? CfaColour::Green : CfaColour::Blue;
    });
    return raw;
}

}  // namespace

class PackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsNumpyBitByBit_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<float>("ratio");
        QTest::addColumn<FileFacts>("facts");
        const FileFacts nikon{.blackDn = "600", .whiteDn = 15520};
        const FileFacts nikonBggr{.firstRow = 1, .firstColumn = 1, .blackDn = "600", .whiteDn = 15520};
        const FileFacts goPro{.blackDn = "0", .whiteDn = 16383};
        const FileFacts canon{.blackDn = "2056", .whiteDn = 15000};
        const FileFacts xTrans{.firstRow = 2, .firstColumn = 3, .blackDn = "0", .whiteDn = 16383};
        const FileFacts study{.blackDn = "512", .whiteDn = 16383};
        QTest::newRow("Nikon x1") << "raw/nikon-d750-rggb.dng" << 1.0F << nikon;
        QTest::newRow("Nikon BGGR x12.5") << "raw/nikon-d750-bggr.dng" << 12.5F << nikonBggr;
        QTest::newRow("GoPro x3.3") << "raw/gopro-hero6-mural.dng" << 3.3F << goPro;
        QTest::newRow("Canon x2") << "raw/canon-550d-colorchart.dng" << 2.0F << canon;
        QTest::newRow("X-Trans x2") << "raw/xtrans-remosaic-hero6.dng" << 2.0F << xTrans;
        QTest::newRow("study x250") << "sid-mini/Sony/short/00211_00_0.1s.dng" << 250.0F << study;
    }

    void equalsNumpyBitByBit()
    {
        QFETCH(QString, name);
        QFETCH(float, ratio);
        QFETCH(FileFacts, facts);
        const QString python = test::pythonWithNumpy();
        const std::filesystem::path file = test::testDataFolder() / name.toStdString();
        if (python.isEmpty() || !std::filesystem::exists(file)) {
            QSKIP("needs python3-numpy and the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const RawImage raw = readRaw(file);
        const std::vector<float> expected = packedByNumpy(raw, facts, {ratio}, python);
        QVERIFY(!expected.empty());
        QVERIFY(areSameBits(pack(raw, {ratio}).values, expected));
    }

    void fourBlackLevelsEqualNumpyBitByBit()
    {
        const QString python = test::pythonWithNumpy();
        if (python.isEmpty()) {
            QSKIP("needs python3-numpy");
        }
        RawImage gbrg = cutFrom(test::smallBayer({63, 50}), 1, 0);
        gbrg.black = {.width = 2, .height = 2, .levelsDn = {510, 523, 498, 641}};
        const FileFacts facts{.firstRow = 1, .blackDn = "510,523,498,641", .whiteDn = 16383};
        const std::vector<float> expected = packedByNumpy(gbrg, facts, {7.7F}, python);
        QVERIFY(!expected.empty());
        QVERIFY(areSameBits(pack(gbrg, {7.7F}).values, expected));
    }

    void theStudysCameraHasTheStudysLevels()
    {
        SCOTOPIC_REAL_FILE(file, "sid-mini/Sony/short/00211_00_0.1s.dng");
        const RawImage raw = readRaw(file);
        const Planes planes = pack(raw, {100});
        const float expected =
            std::min(std::max(static_cast<float>(raw.at(10, 20)) - 512.0F, 0.0F) / (16383.0F - 512.0F) * 100.0F, 1.0F);
        QCOMPARE(planes.row(0, 5)[10], expected);
    }

    void fourPhasesOfOneSceneGiveTheSamePlanes_data()
    {
        QTest::addColumn<QString>("phase");
        QTest::addColumn<int>("cutRows");
        QTest::addColumn<int>("cutColumns");
        QTest::addColumn<bool>("areGreensSwapped");
        // The files hold the same 2x2 blocks rearranged, their greens in reading order: where red is in the second
        // row, the green beside it is the other one.
        QTest::newRow("grbg") << "grbg" << 0 << 1 << false;
        QTest::newRow("gbrg") << "gbrg" << 1 << 0 << true;
        QTest::newRow("bggr") << "bggr" << 1 << 1 << true;
    }

    void fourPhasesOfOneSceneGiveTheSamePlanes()
    {
        QFETCH(QString, phase);
        QFETCH(int, cutRows);
        QFETCH(int, cutColumns);
        QFETCH(bool, areGreensSwapped);
        SCOTOPIC_REAL_FILE(rggbFile, "raw/nikon-d750-rggb.dng");
        const Planes expected = pack(readRaw(rggbFile), {1});
        const RawImage other = readRaw(rggbFile.parent_path() / ("nikon-d750-" + phase.toStdString() + ".dng"));
        QCOMPARE(packedArea(other).y, cutRows);
        QCOMPARE(packedArea(other).x, cutColumns);
        const Planes planes = pack(other, {1});
        QCOMPARE(planes.height, expected.height - cutRows);
        QCOMPARE(planes.width, expected.width - cutColumns);
        for (int plane = 0; plane < 4; ++plane) {
            // Behind a cut row or column, the block's second half comes from the next block.
            const int shiftY = plane >= 2 ? cutRows : 0;                   // B and the blue row's G
            const int shiftX = plane == 1 || plane == 2 ? cutColumns : 0;  // the red row's G and B
            const int same = areGreensSwapped && plane % 2 == 1 ? 4 - plane : plane;
            for (int y = 0; y < planes.height; ++y) {
                QVERIFY(std::equal(planes.row(plane, y), planes.row(plane, y) + planes.width,
                                   expected.row(same, y + shiftY) + shiftX));
            }
        }
    }

    void planesDoNotDependOnThePhase_data()
    {
        QTest::addColumn<bool>("isXTrans");
        QTest::newRow("Bayer") << false;
        QTest::newRow("X-Trans") << true;
    }

    void planesDoNotDependOnThePhase()
    {
        QFETCH(bool, isXTrans);
        const RawImage raw = isXTrans ? smallXTrans({60, 48}) : test::smallBayer({60, 48});
        const int period = raw.cfa.period;
        for (int rows = 0; rows < period; ++rows) {
            for (int columns = 0; columns < period; ++columns) {
                const RawImage cut = cutFrom(raw, rows, columns);
                const PixelRect area = packedArea(cut);
                // Cutting up to the layout's own phase by hand gives the same planes.
                const RawImage whole = cutFrom(cut, area.y, area.x);
                QCOMPARE(packedArea(whole).x + packedArea(whole).y, 0);
                QVERIFY(pack(cut, {3}).values == pack(whole, {3}).values);
            }
        }
    }

    void everyPhotositeOfTheAreaLandsOnceInThePlanes()
    {
        for (RawImage raw : {test::smallBayer({30, 24}), smallXTrans({30, 24})}) {
            raw.black.levelsDn = {0};
            raw.whiteLevelDn.fill(65536);
            for (std::size_t i = 0; i < raw.photosites.size(); ++i) {
                raw.photosites[i] = static_cast<std::uint16_t>(i);
            }
            Planes planes = pack(raw, {1});
            std::sort(planes.values.begin(), planes.values.end());
            QCOMPARE(planes.values.size(), raw.photosites.size());
            for (std::size_t i = 0; i < planes.values.size(); ++i) {
                QCOMPARE(planes.values[i], static_cast<float>(i) / 65536.0F);
            }
        }
    }

    void blackMayDifferPerPositionOverAnyPeriod()
    {
        RawImage raw = test::smallBayer({12, 12});
        raw.black = {.width = 3, .height = 2, .levelsDn = {100, 200, 300, 400, 500, 600}};
        raw.photosites.assign(raw.size.area(), 1000);
        const Planes planes = pack(raw, {1});
        for (int x = 0; x < planes.width; ++x) {
            const float redBlackDn = raw.black.at(0, 2 * x);
            QCOMPARE(planes.row(0, 0)[x], (1000 - redBlackDn) / (16383 - redBlackDn));
        }
    }

    void clipsAtBlackAndAtWhite()
    {
        RawImage raw = test::smallBayer({24, 24});
        std::fill(raw.photosites.begin(), raw.photosites.begin() + 24 * 12, std::uint16_t{100});
        std::fill(raw.photosites.begin() + 24 * 12, raw.photosites.end(), std::uint16_t{16383});
        const Planes planes = pack(raw, {300});
        QCOMPARE(planes.row(1, 0)[0], 0.0F);
        QCOMPARE(planes.row(1, 11)[0], 1.0F);
        QCOMPARE(pack(raw, {0.5F}).row(1, 11)[0], 0.5F);
    }

    void aRegionIsThatPartOfTheWhole()
    {
        for (const RawImage& raw : {test::smallBayer({63, 50}), smallXTrans({63, 50})}) {
            const Planes whole = pack(raw, {20});
            const PixelRect rect{3, 1, 7, 9};
            const Planes part = packRegion(raw, {20}, rect);
            QCOMPARE(part.width, 7);
            QCOMPARE(part.height, 9);
            for (int plane = 0; plane < whole.planes; ++plane) {
                for (int y = 0; y < rect.height; ++y) {
                    QVERIFY(std::equal(part.row(plane, y), part.row(plane, y) + rect.width,
                                       whole.row(plane, y + rect.y) + rect.x));
                }
            }
        }
    }

    void binningAveragesBeforeAmplification()
    {
        const RawImage raw = test::smallBayer({64, 48});
        const Planes whole = pack(raw, {1});
        const PixelRect rect{1, 2, 10, 11};
        const Planes binned = packRegion(raw, {1.5F}, rect, 4);
        QCOMPARE(binned.width, 3);
        QCOMPARE(binned.height, 3);
        for (int y = 0; y < 3; ++y) {
            for (int x = 0; x < 3; ++x) {
                double sum = 0;
                int count = 0;
                for (int sourceY = rect.y + 4 * y; sourceY < std::min(rect.y + 4 * y + 4, rect.bottom()); ++sourceY) {
                    for (int sourceX = rect.x + 4 * x; sourceX < std::min(rect.x + 4 * x + 4, rect.right());
                         ++sourceX) {
                        sum += whole.row(2, sourceY)[sourceX];
                        ++count;
                    }
                }
                QVERIFY(std::abs(binned.row(2, y)[x] - std::min(sum / count * 1.5, 1.0)) < 1e-5);
            }
        }
    }

    void refusesAnUnusableRatio()
    {
        const RawImage raw = test::smallBayer({24, 24});
        for (const float ratio : {0.0F, -1.0F, std::nanf("")}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(pack(raw, {ratio})), InvalidArgument);
        }
    }

    void aTurnedXTransPatternIsAnotherPhaseOfTheSame()
    {
        RawImage turned = smallXTrans({60, 48});
        for (int i = 0; i < 36; ++i) {
            turned.cfa.colours[static_cast<std::size_t>(i)] = smallXTrans({6, 6}).cfa.at(i % 6, i / 6);
        }
        QVERIFY(turned.cfa.colours != smallXTrans({6, 6}).cfa.colours);
        QCOMPARE(packedArea(turned).y, 2);
        QCOMPARE(packedArea(turned).x, 1);
        QCOMPARE(pack(turned, {1}).planes, 9);
    }

    void refusesAPatternThatIsNeitherBayerNorXTrans()
    {
        RawImage raw = smallXTrans({60, 48});
        raw.cfa.colours[0] = raw.cfa.colours[1];
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(pack(raw, {1})), UnsupportedInput);
        raw = test::smallBayer({60, 48});
        raw.cfa.colours[3] = raw.cfa.colours[0];
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(pack(raw, {1})), UnsupportedInput);
    }
};

SCOTOPIC_TEST(PackTest)
#include "pack_test.moc"
