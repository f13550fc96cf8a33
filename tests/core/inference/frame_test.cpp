// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/inference/frame.h"
#include "core/inference/tiles.h"
#include "tests/support/test_registry.h"

#include <algorithm>

#include "support.h"

using namespace scotopic;

namespace {

EngineOptions fp32(EngineKind engine)
{
    return {.device = {DeviceKind::Cpu, 0}, .engine = engine, .precision = Precision::Fp32};
}

}  // namespace

class FrameTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doesNotDependOnTheTileSize_data()
    {
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<int>("bnMode");
        QTest::addColumn<int>("planes");
        QTest::addColumn<QSize>("frame");
        QTest::addColumn<int>("tilePx");
        const auto image = static_cast<int>(BnMode::Image);
        QTest::newRow("odd size") << 0 << 0 << 4 << QSize(339, 211) << 64;
        QTest::newRow("larger than the tile by a pixel") << 0 << 0 << 4 << QSize(257, 129) << 128;
        QTest::newRow("smallest tiles") << 0 << 0 << 4 << QSize(70, 50) << 16;
        QTest::newRow("one pixel") << 0 << 0 << 4 << QSize(1, 1) << 16;
        QTest::newRow("one row") << 0 << 0 << 4 << QSize(300, 1) << 48;
        QTest::newRow("X-Trans") << 0 << 0 << 9 << QSize(205, 163) << 80;
        QTest::newRow("single BN, running") << 1 << 0 << 4 << QSize(200, 150) << 64;
        QTest::newRow("double BN, running") << 2 << 0 << 4 << QSize(200, 150) << 64;
        QTest::newRow("single BN, image") << 1 << image << 4 << QSize(140, 100) << 64;
        QTest::newRow("double BN, image") << 2 << image << 4 << QSize(187, 100) << 96;
        QTest::newRow("X-Trans, double BN, image") << 2 << image << 9 << QSize(129, 65) << 64;
    }

    void doesNotDependOnTheTileSize()
    {
        QFETCH(int, normalisation);
        QFETCH(int, bnMode);
        QFETCH(int, planes);
        QFETCH(QSize, frame);
        QFETCH(int, tilePx);
        const Model model = test::livelyModel(
            {.normalisation = static_cast<Normalisation>(normalisation), .baseWidth = 8, .inputPlanes = planes});
        const Planes input = test::randomPlanes(planes, frame.height(), frame.width());
        const auto mode = static_cast<BnMode>(bnMode);
        OutputTile expected =
            test::moduleOutput(model, test::padded(input),
                               mode == BnMode::Image ? test::Statistics::OfTheInput : test::Statistics::Running);
        expected = test::cut(expected, wholeOf({input.width * input.stride(), input.height * input.stride()}));
        const double scale = test::standardDeviation(expected.rgb) / 0.5;  // as if trained: outputs within 0..1
        for (const EngineKind engine : {EngineKind::Torch, EngineKind::Auto}) {
            if (engine == EngineKind::Torch && tilePx < 64) {
                continue;  // many small tiles are slow on LibTorch and tell nothing new
            }
            FrameNetwork network(model, fp32(engine), mode);
            const OutputTile untiled = test::assembled(network, input, {.tilePx = 4096, .region = {}, .focus = {}});
            const OutputTile tiled = test::assembled(network, input, {.tilePx = tilePx, .region = {}, .focus = {}});
            const double seams = test::largestDifference(tiled.rgb, untiled.rgb) / scale;
            QVERIFY2(seams < 1e-5, qPrintable(QString::number(seams)));
            // Statistics of a frame that fits into memory are found in one pass.
            const OutputTile atOnce = test::assembled(network, input);
            const double statistics = test::largestDifference(atOnce.rgb, untiled.rgb) / scale;
            QVERIFY2(statistics < 1e-5, qPrintable(QString::number(statistics)));
            const double error = test::largestDifference(untiled.rgb, expected.rgb) / scale;
            QVERIFY2(error < 2e-4, qPrintable(QString::number(error)));
        }
    }

    void aRegionIsThatPartOfTheWholeFrame_data()
    {
        QTest::addColumn<QRect>("region");
        QTest::newRow("inside") << QRect(101, 57, 83, 39);
        QTest::newRow("one pixel") << QRect(150, 99, 1, 1);
        QTest::newRow("beyond the edge") << QRect(250, 150, 500, 500);
    }

    void aRegionIsThatPartOfTheWholeFrame()
    {
        QFETCH(QRect, region);
        const Model model = test::livelyModel({.normalisation = Normalisation::Single, .baseWidth = 8});
        const Planes frame = test::randomPlanes(4, 201, 299);
        for (const BnMode mode : {BnMode::Running, BnMode::Image}) {
            FrameNetwork network(model, fp32(EngineKind::Auto), mode);
            const OutputTile whole = test::assembled(network, frame);
            const PixelRect wanted{region.x(), region.y(), region.width(), region.height()};
            const OutputTile part = test::assembled(network, frame, {.tilePx = 48, .region = wanted, .focus = {}});
            const PixelRect there = intersected(wanted, wholeOf(frame.size()));
            const OutputTile expected = test::cut(whole, {2 * there.x, 2 * there.y, 2 * there.width, 2 * there.height});
            const double scale = test::standardDeviation(whole.rgb) / 0.5;
            QVERIFY(test::largestDifference(part.rgb, expected.rgb) / scale < 1e-5);
        }
    }

    void eachFrameGetsItsOwnStatistics()
    {
        const Model model = test::livelyModel({.normalisation = Normalisation::Double, .baseWidth = 8});
        const Planes first = test::randomPlanes(4, 64, 96, 5);
        Planes second = test::randomPlanes(4, 64, 96, 6);
        for (float& value : second.values) {
            value = 0.3F * value * value;
        }
        FrameNetwork network(model, fp32(EngineKind::Auto), BnMode::Image);
        const OutputTile alone = test::assembled(network, first);
        static_cast<void>(test::assembled(network, second));
        QVERIFY(test::assembled(network, first).rgb == alone.rgb);
    }

    void anotherFrameInTheMiddleChangesNothing()
    {
        const Model model = test::livelyModel({.normalisation = Normalisation::Single, .baseWidth = 8});
        const Planes frame = test::randomPlanes(4, 96, 160, 5);
        Planes urgent = test::randomPlanes(4, 48, 48, 6);
        for (float& value : urgent.values) {
            value *= 0.1F;
        }
        FrameNetwork network(model, fp32(EngineKind::Auto), BnMode::Image);
        const FrameOptions options{.tilePx = 64, .region = {}, .focus = {}};
        const OutputTile alone = test::assembled(network, frame, options);
        int handOvers = 0;
        const JobContext context({}, {}, [&] {
            if (++handOvers % 4 == 3) {
                static_cast<void>(test::assembled(network, urgent));
            }
        });
        std::vector<float> rgb(alone.rgb.size());
        double difference = 0;
        network.run(
            frame, options,
            [&](const FrameTile& tile) {
                const PixelRect part{2 * tile.where.x, 2 * tile.where.y, 2 * tile.where.width, 2 * tile.where.height};
                difference = std::max(difference, test::largestDifference(tile.output.rgb, test::cut(alone, part).rgb));
            },
            context);
        QVERIFY(handOvers > 20);
        QCOMPARE(difference, 0.0);
    }

    void progressRisesToOne()
    {
        const Model model = test::livelyModel({.normalisation = Normalisation::Single, .baseWidth = 8});
        FrameNetwork network(model, fp32(EngineKind::Auto), BnMode::Image);
        std::vector<Progress> reports;
        const JobContext context({}, [&](const Progress& progress) { reports.push_back(progress); });
        network.run(
            test::randomPlanes(4, 100, 200), {.tilePx = 64, .region = {}, .focus = {}}, [](const FrameTile&) {},
            context);
        QVERIFY(reports.size() > 10);
        QCOMPARE(reports.front().stage, std::string("statistics"));
        QCOMPARE(reports.back().stage, std::string("network"));
        QVERIFY(std::abs(reports.back().fraction.value() - 1.0) < 1e-9);
        QVERIFY(reports.back().remainingSeconds.value() < 1e-6);
        QVERIFY(std::is_sorted(reports.begin(), reports.end(), [](const Progress& a, const Progress& b) {
            return a.fraction.value() < b.fraction.value();
        }));
    }

    void stopsBetweenTiles()
    {
        FrameNetwork network(test::livelyModel({.baseWidth = 8}), fp32(EngineKind::Auto), BnMode::Running);
        std::stop_source stop;
        int tiles = 0;
        const auto stopAtTheSecond = [&](const FrameTile&) {
            if (++tiles == 2) {
                stop.request_stop();
            }
        };
        const Planes frame = test::randomPlanes(4, 64, 512);
        QVERIFY_EXCEPTION_THROWN(network.run(frame, {.tilePx = 64, .region = {}, .focus = {}}, stopAtTheSecond,
                                             JobContext(stop.get_token())),
                                 Cancelled);
        QCOMPARE(tiles, 2);
    }

    void refusesPlanesOfAnotherSensor()
    {
        FrameNetwork network(test::livelyModel({.baseWidth = 8}), fp32(EngineKind::Auto), BnMode::Running);
        const OnTile nothing = [](const FrameTile&) {};
        QVERIFY_EXCEPTION_THROWN(network.run(test::randomPlanes(9, 32, 32), {}, nothing, JobContext()),
                                 InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(network.run(Planes(4, 0, 0), {}, nothing, JobContext()), InvalidArgument);
    }

    void smallTilesNeedLittleMemory()
    {
        FrameNetwork network(test::livelyModel({}), fp32(EngineKind::Auto), BnMode::Running);
        const PixelSize frame{4752, 3168};  // 61 MP
        const std::size_t small = network.peakBytes(frame, {.tilePx = 256, .region = {}, .focus = {}});
        const std::size_t usual = network.peakBytes(frame, {});
        QVERIFY(small < usual);
        QVERIFY(usual <= kDefaultMemoryBytes);
    }

    void tilesAreAsLargeAsTheMemoryAllows_data()
    {
        QTest::addColumn<int>("bnMode");
        QTest::newRow("running statistics") << static_cast<int>(BnMode::Running);
        QTest::newRow("image statistics") << static_cast<int>(BnMode::Image);
    }

    void tilesAreAsLargeAsTheMemoryAllows()
    {
        if (!oneDnnIsSound()) {
            QSKIP("its limits are those of oneDNN, which is not used here");
        }
        QFETCH(int, bnMode);
        FrameNetwork network(test::livelyModel({.normalisation = Normalisation::Single, .baseWidth = 8}),
                             fp32(EngineKind::Auto), static_cast<BnMode>(bnMode));
        const PixelSize frame{1000, 700};
        int last = 0;
        for (const std::size_t mebibytes : {20U, 30U, 50U, 200U}) {
            const FrameOptions options{.tilePx = {}, .memoryBytes = mebibytes << 20U, .region = {}, .focus = {}};
            const int chosen = network.tilePx(frame, options);
            QVERIFY(chosen >= last);
            QVERIFY(network.peakBytes(frame, options) <= options.memoryBytes);
            for (const int larger : tileSizesFor(frame)) {
                const FrameOptions given{.tilePx = larger, .region = {}, .focus = {}};
                QVERIFY(larger <= chosen || network.peakBytes(frame, given) > options.memoryBytes);
            }
            last = chosen;
        }
        QCOMPARE(last, 1008);  // one tile for all
    }

    void statisticsAtOnceStayWithinTheMemory()
    {
        if (!oneDnnIsSound()) {
            QSKIP("its limits are those of oneDNN, which is not used here");
        }
        const FrameNetwork network(test::livelyModel({.normalisation = Normalisation::Double, .baseWidth = 8}),
                                   fp32(EngineKind::Auto), BnMode::Image);
        const PixelSize frame{704, 512};
        const std::size_t inTiles = network.peakBytes(frame, {.tilePx = 128, .region = {}, .focus = {}});
        std::size_t last = 0;
        for (const std::size_t mebibytes : {20U, 30U, 40U, 60U, 400U}) {
            const FrameOptions options{.tilePx = {}, .memoryBytes = mebibytes << 20U, .region = {}, .focus = {}};
            const std::size_t bytes = network.peakBytes(frame, options);
            QVERIFY(bytes <= options.memoryBytes);
            QVERIFY(bytes >= last);
            last = bytes;
        }
        QVERIFY(last > 2 * inTiles);
    }

    void noTileIsTooLargeForTheEngineToPlan()
    {
        const FrameNetwork network(test::livelyModel({.baseWidth = 8}), fp32(EngineKind::Auto), BnMode::Running);
        const FrameOptions options{.tilePx = {}, .memoryBytes = std::size_t{1} << 62U, .region = {}, .focus = {}};
        const int tilePx = network.tilePx({900'000, 900'000}, options);
        QVERIFY(tilePx > 10'000 && tilePx <= kLargestChosenTilePx);
    }

    void evenTheSmallestTilesMayNeedMore()
    {
        const FrameNetwork network(test::livelyModel({.baseWidth = 8}), fp32(EngineKind::Auto), BnMode::Running);
        const FrameOptions options{.tilePx = {}, .memoryBytes = 1, .region = {}, .focus = {}};
        QCOMPARE(network.tilePx({1000, 700}, options), kSmallestChosenTilePx);
    }
};

SCOTOPIC_TEST(FrameTest)
#include "frame_test.moc"
