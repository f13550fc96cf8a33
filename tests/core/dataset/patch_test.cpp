// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/dataset/counter_random.h"
#include "core/dataset/patch.h"
#include "tests/core/dataset/small_cache.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

using namespace scotopic;

namespace {

/// True when the counts are as even as a uniform source's are all but once in ten thousand times.
bool areUniform(const std::vector<int>& counts)
{
    double total = 0;
    for (const int count : counts) {
        total += count;
    }
    const double expected = total / static_cast<double>(counts.size());
    double chiSquare = 0;
    for (const int count : counts) {
        chiSquare += (count - expected) * (count - expected) / expected;
    }
    // Wilson and Hilferty: the cube root of chi square over its degrees of freedom is nearly Gaussian.
    const double freedom = static_cast<double>(counts.size() - 1);
    const double spread = 2 / (9 * freedom);
    const double deviation = (std::cbrt(chiSquare / freedom) - (1 - spread)) / std::sqrt(spread);
    return std::abs(deviation) < 3.9;
}

/// Where pixel (y, x) of a patch that was turned comes from, in the patch before it was: the flips come first.
std::pair<int, int> sourceOf(const PatchDraw& draw, int side, int y, int x)
{
    const auto [row, column] = draw.transpose ? std::pair(x, y) : std::pair(y, x);
    return {draw.flipRows ? side - 1 - row : row, draw.flipColumns ? side - 1 - column : column};
}

}  // namespace

class PatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGeneratorIsSplitMix64()
    {
        SplitMix64 numbers(1234567);  // the published check values for this seed
        for (const std::uint64_t expected : {6457827717110365317U, 3203168211198807973U, 9817491932198370423U,
                                             4593380528125082431U, 16408922859458223821U}) {
            QCOMPARE(numbers.next(), expected);
        }
    }

    void positionsAndFlipsAreUniform()
    {
        const PixelSize frame{20, 12};
        std::vector<int> countByPlace(17 * 9);
        std::vector<int> countByTurn(8);
        for (int epoch = 1; epoch <= 150; ++epoch) {
            for (int index = 0; index < 200; ++index) {
                const PatchDraw draw = drawPatch(7, epoch, index, frame, 4);
                QVERIFY(draw.where.x >= 0 && draw.where.right() <= 20 && draw.where.y >= 0
                        && draw.where.bottom() <= 12);
                QVERIFY(draw.where.width == 4 && draw.where.height == 4);
                ++countByPlace[static_cast<std::size_t>(draw.where.y * 17 + draw.where.x)];
                ++countByTurn[(draw.flipRows ? 4U : 0U) + (draw.flipColumns ? 2U : 0U) + (draw.transpose ? 1U : 0U)];
            }
        }
        QVERIFY(areUniform(countByPlace));
        QVERIFY(areUniform(countByTurn));
    }

    void aDrawDependsOnEachOfItsKeys()
    {
        const PixelSize frame{2000, 1400};
        const PatchDraw draw = drawPatch(1, 2, 3, frame, 512);
        QVERIFY(draw == drawPatch(1, 2, 3, frame, 512));
        QVERIFY(draw.where != drawPatch(2, 2, 3, frame, 512).where);
        QVERIFY(draw.where != drawPatch(1, 3, 3, frame, 512).where);
        QVERIFY(draw.where != drawPatch(1, 2, 4, frame, 512).where);
        QVERIFY(drawPatch(1, 3, 2, frame, 512).where != draw.where);  // keys do not change places
    }

    void aPatchMayFillTheFrameButNotMore()
    {
        QVERIFY((drawPatch(1, 1, 0, {16, 16}, 16).where == PixelRect{0, 0, 16, 16}));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(drawPatch(1, 1, 0, {16, 15}, 16)), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(drawPatch(1, 1, 0, {16, 16}, 0)), InvalidArgument);
    }

    void anEpochVisitsEverySceneOnce()
    {
        std::vector<ImagePair> pairs;
        std::vector<std::size_t> candidates;
        for (int scene = 0; scene < 10; ++scene) {
            for (int burst = 0; burst <= scene % 3; ++burst) {
                candidates.push_back(pairs.size());
                pairs.push_back(test::namedPair("0000" + std::to_string(scene), burst));
            }
        }
        candidates.erase(candidates.begin());  // a scene whose only file is no candidate
        std::vector<int> countByBurst(3);
        std::vector<int> countByPlace(9);
        for (int epoch = 1; epoch <= 3000; ++epoch) {
            const std::vector<std::size_t> plan = planEpoch(pairs, candidates, 5, epoch);
            QCOMPARE(plan.size(), std::size_t{9});
            std::set<std::string> scenes;
            for (std::size_t place = 0; place < plan.size(); ++place) {
                const ImagePair& pair = pairs[plan[place]];
                scenes.insert(pair.scene);
                countByBurst[static_cast<std::size_t>(pair.burstIndex)] += pair.scene == "00002" ? 1 : 0;
                countByPlace[place] += pair.scene == "00004" ? 1 : 0;
            }
            QCOMPARE(scenes.size(), std::size_t{9});
        }
        QVERIFY(areUniform(countByBurst));
        QVERIFY(areUniform(countByPlace));
        QVERIFY(planEpoch(pairs, candidates, 5, 1) == planEpoch(pairs, candidates, 5, 1));
        QVERIFY(planEpoch(pairs, candidates, 5, 1) != planEpoch(pairs, candidates, 5, 2));
        QVERIFY(planEpoch(pairs, candidates, 5, 1) != planEpoch(pairs, candidates, 6, 1));
    }

    void inputAndTargetAreTurnedAlike_data()
    {
        QTest::addColumn<int>("planes");
        QTest::addColumn<int>("turn");
        for (const int planes : {4, 9}) {
            for (int turn = 0; turn < 8; ++turn) {
                QTest::addRow("%d planes, turn %d", planes, turn) << planes << turn;
            }
        }
    }

    void inputAndTargetAreTurnedAlike()
    {
        QFETCH(int, planes);
        QFETCH(int, turn);
        const QTemporaryDir folder;
        const PixelSize frame{36, 40};
        ImagePair pair = test::namedPair("00001", 0);
        pair.ratio = {1};
        test::writeSmallCache(folder.path().toStdString(), {pair}, frame, planes);
        const DecodedCache cache(folder.path().toStdString());
        const int side = 20;
        const int stride = planes == 9 ? 3 : 2;
        const PatchDraw draw{{7, 11, side, side}, (turn & 1) != 0, (turn & 2) != 0, (turn & 4) != 0};
        const TrainingExample example = makeExample(cache, 0, draw);
        QCOMPARE(example.pair, std::size_t{0});
        QCOMPARE(example.input.planes, planes);
        QCOMPARE(example.target.size(), static_cast<std::size_t>(3 * side * stride * side * stride));
        for (int plane = 0; plane < planes; ++plane) {
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    const auto [row, column] = sourceOf(draw, side, y, x);
                    const int count = (plane * frame.height + row + 11) * frame.width + column + 7;
                    const float expected = static_cast<float>(count) / 15871.0F;
                    QCOMPARE(example.input.row(plane, y)[x], std::min(expected, 1.0F));
                }
            }
        }
        const int longSide = side * stride;
        for (int channel = 0; channel < 3; ++channel) {
            for (int y = 0; y < longSide; ++y) {
                for (int x = 0; x < longSide; ++x) {
                    const auto [row, column] = sourceOf(draw, longSide, y, x);
                    const int value = ((row + 11 * stride) * frame.width * stride + column + 7 * stride) * 3 + channel;
                    QCOMPARE(example.target[static_cast<std::size_t>((channel * longSide + y) * longSide + x)],
                             static_cast<float>(value % 65536) / 65535.0F);
                    // The pixel lies in the block of the plane pixel that covers it, however both are turned.
                    const auto [planeRow, planeColumn] = sourceOf(draw, side, y / stride, x / stride);
                    QCOMPARE(row / stride, planeRow);
                    QCOMPARE(column / stride, planeColumn);
                }
            }
        }
    }

    void refusesAPatchOutsideTheFrame()
    {
        const QTemporaryDir folder;
        test::writeSmallCache(folder.path().toStdString(), {test::namedPair("00001", 0)}, {20, 20});
        const DecodedCache cache(folder.path().toStdString());
        for (const PixelRect where : {PixelRect{5, 5, 16, 16}, {-1, 0, 8, 8}, {0, 0, 8, 9}, {0, 0, 0, 0}}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(makeExample(cache, 0, {.where = where})), InvalidArgument);
        }
    }
};

SCOTOPIC_TEST(PatchTest)
#include "patch_test.moc"
