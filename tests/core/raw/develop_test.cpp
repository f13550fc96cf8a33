// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/raw/develop.h"
#include "core/raw/read_raw.h"
#include "core/raw/write_dng.h"
#include "tests/core/raw/tools.h"
#include "tests/support/test_data.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <omp.h>

using namespace scotopic;

namespace {

std::size_t differenceCount(const DevelopedRaw& ours, const test::Ppm& theirs)
{
    std::size_t count = ours.rgb.size() == theirs.rgb.size() ? 0 : ours.rgb.size() + theirs.rgb.size();
    for (std::size_t i = 0; i < std::min(ours.rgb.size(), theirs.rgb.size()); ++i) {
        count += ours.rgb[i] != theirs.rgb[i] ? 1 : 0;
    }
    return count;
}

/// The readout that an exposure `ratio` times longer would have given, over all 16 bits.
RawImage exposedLonger(RawImage raw, double ratio)
{
    for (int row = 0; row < raw.size.height; ++row) {
        for (int column = 0; column < raw.size.width; ++column) {
            const double blackDn = raw.black.at(row, column);
            const double light = (raw.at(row, column) - blackDn) / (raw.whiteLevelDn[0] - blackDn) * ratio;
            raw.photosites[static_cast<std::size_t>(row * raw.size.width + column)] =
                static_cast<std::uint16_t>(std::lround(std::clamp(light, 0.0, 1.0) * 65535));
        }
    }
    raw.black = {.width = 1, .height = 1, .levelsDn = {0}};
    raw.whiteLevelDn.fill(65535);
    return raw;
}

}  // namespace

class DevelopTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// On several threads LibRaw 0.21's interpolation of X-Trans does not give the same picture twice.
    void initTestCase()
    {
        qputenv("OMP_NUM_THREADS", "1");  // of dcraw_emu
        omp_set_num_threads(1);
    }

    void cleanupTestCase()
    {
        qunsetenv("OMP_NUM_THREADS");
        omp_set_num_threads(omp_get_num_procs());
    }

    void atRatioOneItIsLibRawsOwnRendering_data()
    {
        QTest::addColumn<QString>("name");
        // Not GoPro's: they ask for gain maps, which LibRaw leaves out.
        for (const char* name :
             {"raw/canon-550d-colorchart.dng", "raw/nikon-d750-bggr.dng", "raw/nikon-d750-gbrg.dng",
              "raw/nikon-d750-grbg.dng", "raw/nikon-d750-rggb.dng", "raw/xtrans-remosaic-hero6.dng"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }

    void atRatioOneItIsLibRawsOwnRendering()
    {
        QFETCH(QString, name);
        const std::filesystem::path file = test::testDataFolder() / name.toStdString();
        if (!std::filesystem::exists(file)) {
            QSKIP("needs the real raws of ../shared/data or $SCOTOPIC_TEST_DATA");
        }
        const QTemporaryDir folder;
        const auto theirs = test::renderedByDcrawEmu(file, folder.path().toStdString(), {"-w", "-W", "-6"});
        if (!theirs) {
            QSKIP("needs dcraw_emu (Debian: libraw-bin)");
        }
        const DevelopedRaw ours = develop(file, {}, {});
        QCOMPARE(ours.size.width, theirs->size.width);
        QCOMPARE(ours.size.height, theirs->size.height);
        QCOMPARE(differenceCount(ours, *theirs), std::size_t{0});
    }

    void unstretchedItIsLibRawsWithoutAdjustedMaximum()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("day.dng").toStdString();
        RawImage raw = test::smallBayer({128, 96});
        for (std::uint16_t& photosite : raw.photosites) {
            photosite = static_cast<std::uint16_t>(512 + photosite % 13000);  // up to 82 % of white
        }
        writeDng(file, raw, IfExists::Refuse);
        const auto theirs = test::renderedByDcrawEmu(file, folder.path().toStdString(), {"-w", "-W", "-6", "-c", "0"});
        if (!theirs) {
            QSKIP("needs dcraw_emu (Debian: libraw-bin)");
        }
        QCOMPARE(differenceCount(develop(file, {.ratio = {1}, .stretchesAsShot = false}, {}), *theirs), std::size_t{0});
        QVERIFY(differenceCount(develop(file, {}, {}), *theirs) > 10'000);
    }

    void amplifyingEqualsRenderingALongerExposure_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<float>("noiseThreshold");
        QTest::newRow("x7.5") << 7.5 << 0.0F;
        QTest::newRow("x300") << 300.0 << 0.0F;
        QTest::newRow("darker") << 0.25 << 0.0F;
        QTest::newRow("x20, denoised") << 20.0 << 300.0F;
    }

    void amplifyingEqualsRenderingALongerExposure()
    {
        QFETCH(double, ratio);
        QFETCH(float, noiseThreshold);
#ifdef SCOTOPIC_OTHER_LIBRAW
        if (noiseThreshold > 0) {
            QSKIP("this LibRaw is not the one of dcraw_emu, and their versions reduce noise differently");
        }
#endif
        const QTemporaryDir folder;
        const std::filesystem::path dark = folder.filePath("dark.dng").toStdString();
        const std::filesystem::path bright = folder.filePath("bright.dng").toStdString();
        RawImage raw = test::smallBayer({128, 96});
        for (std::uint16_t& photosite : raw.photosites) {
            photosite = static_cast<std::uint16_t>(500 + photosite % 1000);
        }
        writeDng(dark, raw, IfExists::Refuse);
        writeDng(bright, exposedLonger(raw, ratio), IfExists::Refuse);

        QStringList options{"-w", "-W", "-6", "-c", "0"};
        if (noiseThreshold > 0) {
            options << "-n" << QString::number(noiseThreshold);
        }
        const auto theirs = test::renderedByDcrawEmu(bright, folder.path().toStdString(), options);
        if (!theirs) {
            QSKIP("needs dcraw_emu (Debian: libraw-bin)");
        }
        const DevelopedRaw ours =
            develop(dark, {.ratio = {static_cast<float>(ratio)}, .noiseThreshold = noiseThreshold}, {});
        QCOMPARE(ours.size.width, 96);  // upright
        QCOMPARE(differenceCount(ours, *theirs), std::size_t{0});
    }

    void thePictureStandsUprightInEveryOrientation()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.dng").toStdString();
        RawImage raw = test::smallBayer({40, 30});
        raw.orientation = Orientation::Upright;
        writeDng(file, raw, IfExists::Refuse);
        const DevelopedRaw stored = develop(file, {}, {});
        for (int tag = 1; tag <= 8; ++tag) {
            raw.orientation = static_cast<Orientation>(tag);
            writeDng(file, raw, IfExists::Overwrite);
            const DevelopedRaw upright = develop(file, {}, {});
            QVERIFY(upright.size == orientedSize(stored.size, raw.orientation));
            for (int y = 0; y < stored.size.height; ++y) {
                for (int x = 0; x < stored.size.width; ++x) {
                    const PixelRect place = orientedRect({x, y, 1, 1}, stored.size, raw.orientation);
                    QCOMPARE(upright.rgb[static_cast<std::size_t>(place.y * upright.size.width + place.x) * 3],
                             stored.rgb[static_cast<std::size_t>(y * stored.size.width + x) * 3]);
                }
            }
        }
    }

    void marginsAreNotAmplifiedInTheirPlace()
    {
        SCOTOPIC_REAL_FILE(file, "raw/canon-550d-colorchart.dng");
        const QTemporaryDir folder;
        const std::filesystem::path bright = folder.filePath("bright.dng").toStdString();
        writeDng(bright, exposedLonger(readRaw(file), 3), IfExists::Refuse);
        const auto theirs =
            test::renderedByDcrawEmu(bright, folder.path().toStdString(), {"-w", "-W", "-6", "-c", "0"});
        if (!theirs) {
            QSKIP("needs dcraw_emu (Debian: libraw-bin)");
        }
        const DevelopedRaw ours = develop(file, {.ratio = {3}}, {});
        QVERIFY(ours.size == theirs->size);
        double sum = 0;  // the colour matrix is rounded on its way through the file, so not every bit is the same
        for (std::size_t i = 0; i < ours.rgb.size(); ++i) {
            sum += std::abs(ours.rgb[i] - theirs->rgb[i]);
        }
        QVERIFY2(sum / static_cast<double>(ours.rgb.size()) < 65535 * 5e-4,
                 qPrintable(QString::number(sum / static_cast<double>(ours.rgb.size()))));
    }

    /// What was decoded is enough: the file may be gone, and developing changes nothing of it.
    void needsNoFileAnyMore()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.dng").toStdString();
        writeDng(file, test::smallBayer({128, 96}), IfExists::Refuse);
        const DevelopedRaw ofFile = develop(file, {}, {});
        const DevelopedRaw amplified = develop(file, {.ratio = {9}}, {});
        const RawImage raw = readRaw(file);
        std::filesystem::remove(file);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(develop(raw, {.ratio = {9}}, {}).rgb == amplified.rgb);
            QVERIFY(develop(raw, {}, {}).rgb == ofFile.rgb);
        }
    }

    /// A caller that knows better than LibRaw what is black or white is obeyed, at ratio 1 too.
    void theRawsOwnLevelsCount()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.dng").toStdString();
        const std::filesystem::path other = folder.filePath("b.dng").toStdString();
        RawImage written = test::smallBayer({128, 96});
        for (std::uint16_t& photosite : written.photosites) {
            photosite = static_cast<std::uint16_t>(700 + photosite % 8000);
        }
        writeDng(file, written, IfExists::Refuse);
        written.black.levelsDn = {600};
        written.whiteLevelDn.fill(9000);
        writeDng(other, written, IfExists::Refuse);
        RawImage raw = readRaw(file);
        raw.black.levelsDn.assign(raw.black.levelsDn.size(), 600);
        raw.whiteLevelDn.fill(9000);
        const DevelopedRaw corrected = develop(raw, {.ratio = {}, .stretchesAsShot = false}, {});
        const DevelopedRaw expected = develop(other, {.ratio = {}, .stretchesAsShot = false}, {});
        int largest = 0;
        for (std::size_t i = 0; i < corrected.rgb.size(); ++i) {
            largest = std::max(largest, std::abs(corrected.rgb[i] - expected.rgb[i]));
        }
        QVERIFY2(largest < 2000, qPrintable(QString::number(largest)));  // of rounding before demosaicing
    }

    void aRawThatNobodyDecodedIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop(test::smallBayer({64, 64}), {}, {})), InvalidArgument);
    }

    void stopsWhenCancelled_data()
    {
        QTest::addColumn<double>("fraction");
        QTest::newRow("before demosaicing") << 0.05;
        QTest::newRow("while demosaicing") << 0.3;
    }

    void stopsWhenCancelled()
    {
        QFETCH(double, fraction);
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.dng").toStdString();
        writeDng(file, test::smallBayer({1600, 1600}), IfExists::Refuse);
        std::stop_source stop;
        double last = 0;
        const JobContext context(stop.get_token(), [&](const Progress& progress) {
            last = progress.fraction.value_or(2);
            if (last >= fraction) {
                stop.request_stop();
            }
        });
        // On one thread: LibRaw reports from its first alone, which on a busy machine may come late.
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop(file, {}, context.withThreads(1))), Cancelled);
        QVERIFY2(last >= fraction && last < 0.85, qPrintable(QString::number(last)));  // never came to the conversion
    }

    void refusesAnUnusableRatioOrThreshold()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop("x.dng", {.ratio = {0}}, {})), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(develop("x.dng", {.ratio = {1}, .noiseThreshold = -1}, {})),
                                 InvalidArgument);
    }
};

SCOTOPIC_TEST(DevelopTest)
#include "develop_test.moc"
