// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/inference/arena.h"
#include "core/inference/interleaved.h"
#include "core/inference/machine.h"
#include "core/inference/onednn_engine.h"
#include "core/inference/onednn_plan.h"
#include "tests/support/test_registry.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <numeric>

#include "support.h"

using namespace scotopic;

namespace {

std::uint16_t bf16(float value)
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    return static_cast<std::uint16_t>(bits >> 16U);
}

}  // namespace

class OneDnnTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!oneDnnIsSound()) {
            QSKIP("oneDNN of this version is not used on a processor that does not tell its caches");
        }
    }

    void neverTakesAReferenceKernel_data()
    {
        QTest::addColumn<int>("planes");
        QTest::addColumn<int>("headKernel");
        QTest::addColumn<bool>("isBf16");
        QTest::newRow("fp32") << 4 << 3 << false;
        QTest::newRow("fp32, X-Trans") << 9 << 3 << false;
        QTest::newRow("fp32, original head") << 4 << 1 << false;
        QTest::newRow("bf16") << 4 << 3 << true;
        QTest::newRow("bf16, X-Trans") << 9 << 3 << true;
        QTest::newRow("bf16, original head") << 4 << 1 << true;
    }

    void neverTakesAReferenceKernel()
    {
        QFETCH(int, planes);
        QFETCH(int, headKernel);
        QFETCH(bool, isBf16);
        if (isBf16 && !processorComputesBf16()) {
            QSKIP("this processor does not compute bf16");
        }
        const PlainNetwork network =
            foldRunningStatistics(makeRandomModel({.inputPlanes = planes, .headKernel = headKernel}, 1));
        const ActivationType type = isBf16 ? ActivationType::BFloat16 : ActivationType::Float32;
        const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
        const PackedWeights weights(network, type, engine);
        for (const TileShape& tile : {TileShape{{704, 704}, {96, 96, 512, 512}}, wholeTile({528, 352}),
                                      wholeTile({112, 16}), TileShape{{208, 112}, {0, 0, 112, 16}}}) {
            const OneDnnPlan plan(weights, network.options, engine, tile, kHeadIndex, type);
            for (const std::string& kernel : plan.implementations()) {
                QVERIFY2(kernel.find("ref") == std::string::npos, kernel.c_str());
            }
        }
    }

    void predictsItsMemory_data()
    {
        QTest::addColumn<bool>("isBf16");
        QTest::addColumn<bool>("isMeasuring");
        QTest::newRow("fp32") << false << false;
        QTest::newRow("bf16") << true << false;
        QTest::newRow("statistics, fp32") << false << true;
        QTest::newRow("statistics, bf16") << true << true;
    }

    void predictsItsMemory()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("sanitizers hold memory of their own");
#endif
        QFETCH(bool, isBf16);
        QFETCH(bool, isMeasuring);
        if (isBf16 && !processorComputesBf16()) {
            QSKIP("this processor does not compute bf16");
        }
        const PlainNetwork network = foldRunningStatistics(makeRandomModel({}, 1));
        const std::vector<int> measured{0, 1, 5, 16, 17};
        const Planes tile = test::randomPlanes(4, 704, 704);
        forgetPeakResidentBytes();  // else the engine reuses what earlier tests freed, and nothing grows
        const std::size_t before = residentBytes();
        const auto engine = makeOneDnnEngine(network, isBf16 ? Precision::Bf16 : Precision::Fp32);
        const TileShape shape{tile.size(), {96, 96, 512, 512}};
        OutputTile output;
        if (isMeasuring) {
            engine->measure(tile, measured, [](int, const ChannelSums&) {});
        } else {
            output = engine->run(tile, shape.owned);
        }
        const double grown = static_cast<double>(peakResidentBytes() - before);
        const double predicted = static_cast<double>(isMeasuring ? engine->peakBytesOfMeasuring(tile.size(), measured)
                                                                 : engine->peakBytes(shape));
        constexpr double kKernelsAndStacksBytes =
            16 << 20;  // what oneDNN compiles and its threads' stacks, once a process
        QVERIFY2(std::abs(grown - predicted) < 0.15 * predicted + kKernelsAndStacksBytes,
                 qPrintable(QStringLiteral("grew by %1, predicted %2").arg(grown).arg(predicted)));
    }

    void buffersThatLiveTogetherDoNotOverlap()
    {
        ArenaPlan plan;
        const std::size_t a = plan.add(1000, 0);
        const std::size_t b = plan.add(3000, 1);
        const std::size_t c = plan.add(2000, 2);
        const std::size_t d = plan.add(500, 3);
        plan.keepUntil(a, 1);
        plan.keepUntil(b, 2);
        plan.keepUntil(c, 3);
        plan.place();
        const auto apart = [&](std::size_t x, std::size_t xBytes, std::size_t y, std::size_t yBytes) {
            return plan.offset(x) + xBytes <= plan.offset(y) || plan.offset(y) + yBytes <= plan.offset(x);
        };
        QVERIFY(apart(a, 1000, b, 3000));
        QVERIFY(apart(b, 3000, c, 2000));
        QVERIFY(apart(c, 2000, d, 500));
        QVERIFY(plan.totalBytes() < 5200);  // 3000 + 2000 and rounding: a and d lie where b and c do not
    }

    void poolingKeepsTheLargestAlsoOfNegativeNumbers()
    {
        // 2 x 2 pixels of 2 channels
        const std::vector<float> values = {-1, 5, -0.25F, 2, -8, -3, -0.5F, 7};
        std::vector<float> pooled(2);
        std::vector<float> joined(16, 0.0F);
        Pooling shape{.size = {2, 2}, .channels = 2, .type = ActivationType::Float32, .kept = {0, 0, 2, 2}};
        poolBeside(reinterpret_cast<const std::byte*>(values.data()), shape,
                   reinterpret_cast<std::byte*>(pooled.data()), reinterpret_cast<std::byte*>(joined.data()));
        QCOMPARE(pooled, (std::vector<float>{-0.25F, 7}));
        QCOMPARE(joined, (std::vector<float>{0, 0, -1, 5, 0, 0, -0.25F, 2, 0, 0, -8, -3, 0, 0, -0.5F, 7}));

        std::vector<std::uint16_t> halves;
        for (const float value : values) {
            halves.push_back(bf16(value));
        }
        std::vector<std::uint16_t> pooledHalves(2);
        shape.type = ActivationType::BFloat16;
        poolBeside(reinterpret_cast<const std::byte*>(halves.data()), shape,
                   reinterpret_cast<std::byte*>(pooledHalves.data()), nullptr);
        QCOMPARE(pooledHalves, (std::vector<std::uint16_t>{bf16(-0.25F), bf16(7)}));
    }

    void poolingKeepsOnlyThePartThatIsAskedFor()
    {
        std::vector<float> values(16);  // 4 x 4 pixels of 1 channel
        std::iota(values.begin(), values.end(), 0.0F);
        std::vector<float> pooled(4);
        std::vector<float> joined(8, -1.0F);
        poolBeside(reinterpret_cast<const std::byte*>(values.data()),
                   {.size = {4, 4}, .channels = 1, .type = ActivationType::Float32, .kept = {2, 2, 2, 2}},
                   reinterpret_cast<std::byte*>(pooled.data()), reinterpret_cast<std::byte*>(joined.data()));
        QCOMPARE(pooled, (std::vector<float>{5, 7, 13, 15}));
        QCOMPARE(joined, (std::vector<float>{-1, 10, -1, 11, -1, 14, -1, 15}));
    }

    void spreadingIsPixelShuffle()
    {
        // One row of two pixels, each with four positions of one float.
        const std::vector<float> products = {0, 1, 10, 11, 2, 3, 12, 13};
        std::vector<float> target(16, -1.0F);
        spread(reinterpret_cast<const std::byte*>(products.data()),
               {.size = {2, 1}, .part = {0, 0, 2, 1}, .factor = 2, .runBytes = 4, .pixelBytes = 8},
               reinterpret_cast<std::byte*>(target.data()));
        QCOMPARE(target, (std::vector<float>{0, -1, 1, -1, 2, -1, 3, -1, 10, -1, 11, -1, 12, -1, 13, -1}));

        std::vector<float> right(4);
        spread(reinterpret_cast<const std::byte*>(products.data()),
               {.size = {2, 1}, .part = {1, 0, 1, 1}, .factor = 2, .runBytes = 4, .pixelBytes = 4},
               reinterpret_cast<std::byte*>(right.data()));
        QCOMPARE(right, (std::vector<float>{2, 3, 12, 13}));
    }

    void runsOnManySizesOneAfterTheOther()
    {
        const PlainNetwork network = foldRunningStatistics(test::livelyModel({.baseWidth = 8}));
        const auto engine = makeOneDnnEngine(network, Precision::Fp32);
        const Planes tile = test::randomPlanes(4, 48, 64);
        const OutputTile first = engine->run(tile);
        for (int size = 16; size <= 320; size += 16) {
            static_cast<void>(engine->run(test::randomPlanes(4, size, 16)));
        }
        QVERIFY(engine->run(tile).rgb == first.rgb);
    }
};

SCOTOPIC_TEST(OneDnnTest)
#include "onednn_test.moc"
