// SPDX-License-Identifier: MIT
#include "core/inference/tiles.h"
#include "tests/support/test_registry.h"

#include <algorithm>

using namespace scotopic;

class TilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coverTheRegionOnceAndNothingElse_data()
    {
        QTest::addColumn<QSize>("frame");
        QTest::addColumn<QRect>("region");
        QTest::addColumn<int>("tilePx");
        QTest::newRow("frame of the study") << QSize(2120, 1416) << QRect(0, 0, 2120, 1416) << 512;
        QTest::newRow("one tile") << QSize(100, 60) << QRect(0, 0, 100, 60) << 512;
        QTest::newRow("one pixel") << QSize(1, 1) << QRect(0, 0, 1, 1) << 512;
        QTest::newRow("a column") << QSize(1, 700) << QRect(0, 0, 1, 700) << 64;
        QTest::newRow("odd tile size") << QSize(333, 111) << QRect(0, 0, 333, 111) << 50;
        QTest::newRow("region inside") << QSize(640, 480) << QRect(101, 57, 203, 99) << 96;
        QTest::newRow("region beyond the edge") << QSize(640, 480) << QRect(600, -20, 500, 90) << 96;
        QTest::newRow("tile size zero") << QSize(40, 40) << QRect(0, 0, 40, 40) << 0;
    }

    void coverTheRegionOnceAndNothingElse()
    {
        QFETCH(QSize, frame);
        QFETCH(QRect, region);
        QFETCH(int, tilePx);
        const PixelSize size{frame.width(), frame.height()};
        const PixelSize padded = paddedSize(size);
        const PixelRect wanted = intersected({region.x(), region.y(), region.width(), region.height()}, wholeOf(size));
        std::vector<int> owners(padded.area(), 0);
        const std::vector<Tile> tiles =
            planTiles(size, {region.x(), region.y(), region.width(), region.height()}, tilePx);
        for (const Tile& tile : tiles) {
            for (const int edge : {tile.owned.x, tile.owned.y, tile.owned.width, tile.owned.height, tile.input.x,
                                   tile.input.y, tile.input.width, tile.input.height}) {
                QCOMPARE(edge % kTileAlignmentPx, 0);
            }
            QVERIFY(tile.owned.width <= std::max(tilePx + kTileAlignmentPx - 1, kTileAlignmentPx));
            QCOMPARE(intersected(tile.input, wholeOf(padded)), tile.input);
            QCOMPARE(intersected(tile.owned, tile.input), tile.owned);
            for (int y = tile.owned.y; y < tile.owned.bottom(); ++y) {
                for (int x = tile.owned.x; x < tile.owned.right(); ++x) {
                    ++owners[static_cast<std::size_t>(y) * static_cast<std::size_t>(padded.width)
                             + static_cast<std::size_t>(x)];
                }
            }
        }
        QVERIFY(*std::max_element(owners.begin(), owners.end()) <= 1);
        for (int y = wanted.y; y < wanted.bottom(); ++y) {
            for (int x = wanted.x; x < wanted.right(); ++x) {
                QCOMPARE(owners[static_cast<std::size_t>(y) * static_cast<std::size_t>(padded.width)
                                + static_cast<std::size_t>(x)],
                         1);
            }
        }
    }

    void reachTheFullOverlapOrTheFramesEdge()
    {
        for (const Tile& tile : planTiles({2120, 1416}, {0, 0, 2120, 1416}, 512)) {
            QVERIFY(tile.owned.x - tile.input.x == kTileOverlapPx || tile.input.x == 0);
            QVERIFY(tile.input.right() - tile.owned.right() == kTileOverlapPx || tile.input.right() == 2128);
        }
    }

    void beginWithTheOneNearestToTheFocus()
    {
        const std::vector<Tile> tiles = planTiles({1024, 1024}, {0, 0, 1024, 1024}, 256, FocusPoint{900, 300});
        QCOMPARE(tiles.size(), std::size_t{16});
        QCOMPARE(tiles.front().owned, (PixelRect{768, 256, 256, 256}));
        QCOMPARE(tiles.back().owned, (PixelRect{0, 768, 256, 256}));
    }

    void sizesGoFromOneTileForAllToTheSmallest()
    {
        const std::vector<int> sizes = tileSizesFor({2128, 1424});
        QCOMPARE(sizes.front(), 2128);
        QCOMPARE(sizes.back(), kSmallestChosenTilePx);
        QVERIFY(std::is_sorted(sizes.rbegin(), sizes.rend()));
        for (const int size :
             {1424, 1072, 720, 544}) {  // 1424 / 1, 2128 / 2, 2128 / 3 and 2128 / 4, on multiples of 16
            QVERIFY(std::find(sizes.begin(), sizes.end(), size) != sizes.end());
        }
        QCOMPARE(tileSizesFor({40, 30}), std::vector<int>{kSmallestChosenTilePx});
    }

    /// Conv9, conv9_2 and the head see one pixel further each; a level down two convolutions and half of that, and so
    /// on.
    void theWayUpComputesWhatThePartNeeds()
    {
        const TileShape tile{{704, 704}, {96, 96, 512, 512}};
        QCOMPARE(tile.computedAt(kHeadIndex), (PixelRect{92, 92, 520, 520}));
        QCOMPARE(tile.computedAt(10), (PixelRect{8, 8, 72, 72}));
        QCOMPARE(tile.computedAt(9), (PixelRect{0, 0, 44, 44}));
        QCOMPARE(tile.ownedAt(9), (PixelRect{6, 6, 32, 32}));
        QCOMPARE(wholeTile({64, 32}).computedAt(16), (PixelRect{0, 0, 64, 32}));
    }

    void areNoneForARegionOutsideTheFrame() { QVERIFY(planTiles({100, 100}, {200, 0, 50, 50}, 64).empty()); }

    void theLastConvolutionNeedsTheWholeOverlapAndTheFirstAlmostNone()
    {
        QCOMPARE(overlapForConvolution(0), 16);
        QCOMPARE(overlapForConvolution(9), 64);  // 2 + 4 + 8 + 16 + 32, rounded up
        QCOMPARE(overlapForConvolution(18), kTileOverlapPx);
    }
};

SCOTOPIC_TEST(TilesTest)
#include "tiles_test.moc"
