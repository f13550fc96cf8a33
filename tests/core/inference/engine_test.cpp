// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/inference/channel_sums.h"
#include "core/inference/engine.h"
#include "core/inference/machine.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "support.h"

using namespace scotopic;

namespace {

const EngineOptions kTorchFp32{
    .device = {DeviceKind::Cpu, 0}, .engine = EngineKind::Torch, .precision = Precision::Fp32};
const EngineOptions kTorchBf16{
    .device = {DeviceKind::Cpu, 0}, .engine = EngineKind::Torch, .precision = Precision::Bf16};

std::vector<std::pair<const char*, EngineKind>> engineKinds()
{
    std::vector<std::pair<const char*, EngineKind>> kinds = {{"LibTorch", EngineKind::Torch}};
    if (oneDnnIsSound()) {
        kinds.emplace_back("oneDNN", EngineKind::OneDnn);
    }
    return kinds;
}

// Bytes that making an engine and running it once added to the process at its peak.
double growthOfARun(const PlainNetwork& network, const Planes& tile, const TileShape& shape)
{
    forgetPeakResidentBytes();  // else the engine reuses what earlier tests freed, and nothing grows
    const std::size_t before = residentBytes();
    const auto engine = makeEngine(network, kTorchFp32);
    const OutputTile output = engine->run(tile, shape.owned);
    return static_cast<double>(peakResidentBytes() - before);
}

}  // namespace

class EngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsTheModule_data()
    {
        QTest::addColumn<int>("engine");
        QTest::addColumn<int>("normalisation");
        QTest::addColumn<int>("planes");
        QTest::addColumn<int>("headKernel");
        for (const auto& [name, kind] : engineKinds()) {
            const int engine = static_cast<int>(kind);
            QTest::addRow("%s, baseline", name) << engine << 0 << 4 << 3;
            QTest::addRow("%s, single BN", name) << engine << 1 << 4 << 3;
            QTest::addRow("%s, double BN", name) << engine << 2 << 4 << 3;
            QTest::addRow("%s, X-Trans", name) << engine << 0 << 9 << 3;
            QTest::addRow("%s, original head", name) << engine << 0 << 4 << 1;
        }
    }

    void equalsTheModule()
    {
        QFETCH(int, engine);
        QFETCH(int, normalisation);
        QFETCH(int, planes);
        QFETCH(int, headKernel);
        const Model model = test::livelyModel({.normalisation = static_cast<Normalisation>(normalisation),
                                               .baseWidth = 16,
                                               .inputPlanes = planes,
                                               .headKernel = headKernel,
                                               .upsampleBias = headKernel == 3});
        EngineOptions options = kTorchFp32;
        options.engine = static_cast<EngineKind>(engine);
        const auto network = makeEngine(foldRunningStatistics(model), options);
        for (const PixelSize size : {PixelSize{96, 64}, PixelSize{16, 16}, PixelSize{16, 80}}) {
            const Planes tile = test::randomPlanes(planes, size.height, size.width);
            const OutputTile result = network->run(tile);
            const OutputTile expected = test::moduleOutput(model, tile, test::Statistics::Running);
            const double scale = test::standardDeviation(expected.rgb) / 0.5;
            QVERIFY(scale > 0.1);
            QCOMPARE(result.size, expected.size);
            QVERIFY2(test::largestDifference(result.rgb, expected.rgb) / scale < 2e-5, network->description().c_str());
        }
    }

    void thePartOfATileIsThatOfTheWhole_data()
    {
        QTest::addColumn<QRect>("owned");
        QTest::newRow("middle") << QRect(96, 96, 64, 32);
        QTest::newRow("smallest") << QRect(112, 96, 16, 16);
        QTest::newRow("corner of the frame") << QRect(0, 0, 160, 112);
        QTest::newRow("other corner") << QRect(96, 96, 160, 128);
        QTest::newRow("all") << QRect(0, 0, 256, 224);
    }

    /// The last row and column that the tile's inner edges spoil lie 95 pixels inside, so a part that keeps 96 of them
    /// has to equal the whole, although less of the tile is computed for it.
    void thePartOfATileIsThatOfTheWhole()
    {
        QFETCH(QRect, owned);
        const Model model = test::livelyModel({.baseWidth = 8});
        const Planes tile = test::randomPlanes(4, 224, 256);
        const PixelRect part{owned.x(), owned.y(), owned.width(), owned.height()};
        for (const auto& [name, kind] : engineKinds()) {
            EngineOptions options = kTorchFp32;
            options.engine = kind;
            const auto engine = makeEngine(foldRunningStatistics(model), options);
            const OutputTile whole = engine->run(tile);
            const OutputTile expected = test::cut(whole, {2 * part.x, 2 * part.y, 2 * part.width, 2 * part.height});
            const OutputTile result = engine->run(tile, part);
            QCOMPARE(result.size, expected.size);
            const double scale = test::standardDeviation(whole.rgb) / 0.5;
            QVERIFY2(test::largestDifference(result.rgb, expected.rgb) / scale < 1e-5, name);
            for (const int index : {1, 9, 10, 17}) {
                const ChannelSums sums = engine->sumsAt(index, tile, part);
                QCOMPARE(sums.count, static_cast<double>(part.size().area() >> (2 * levelOf(index))));
            }
        }
    }

    void predictsItsMemory()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("sanitizers hold memory of their own");
#endif
        const PlainNetwork network = foldRunningStatistics(makeRandomModel({}, 1));
        const Planes tile = test::randomPlanes(4, 704, 704);
        const TileShape shape{tile.size(), {96, 96, 512, 512}};
        static_cast<void>(makeEngine(network, kTorchFp32)->run(test::randomPlanes(4, 64, 64)));  // threads, kernels
        for (const bool isTiled : {true, false}) {
            const TileShape wanted = isTiled ? shape : wholeTile(tile.size());
            const double predicted = static_cast<double>(makeEngine(network, kTorchFp32)->peakBytes(wanted));
            double grown = growthOfARun(network, tile, wanted);
            // Peaks once stood a quarter too high beside other work: only one that stays too high is a failure.
            for (int look = 1; look < 3 && grown > 1.15 * predicted; ++look) {
                grown = std::min(grown, growthOfARun(network, tile, wanted));
            }
            // LibTorch 2.6 holds less than 1.13: 236 MB of 297, and of 435 now 343, now 429.
            const double fewest = describeMachine().torchVersion.starts_with("1.") ? 0.85 : 0.72;
            QVERIFY2(grown > fewest * predicted && grown < 1.15 * predicted,
                     qPrintable(QStringLiteral("grew by %1, predicted %2").arg(grown).arg(predicted)));
        }
        const std::vector<int> measured{0, 1, 5, 16, 17};
        forgetPeakResidentBytes();
        const std::size_t before = residentBytes();
        const auto engine = makeEngine(network, kTorchFp32);
        engine->measure(tile, measured, [](int, const ChannelSums&) {});
        const double grown = static_cast<double>(peakResidentBytes() - before);
        const double predicted = static_cast<double>(engine->peakBytesOfMeasuring(tile.size(), measured));
        // What the engines before it gave back may be taken again without growing.
        QVERIFY2(grown > 0.72 * predicted && grown < 1.15 * predicted,
                 qPrintable(QStringLiteral("grew by %1, predicted %2").arg(grown).arg(predicted)));
    }

    void inBf16DiffersByLittle()
    {
        const Model model = test::livelyModel({});
        const Planes tile = test::randomPlanes(4, 96, 112);
        const OutputTile expected = test::moduleOutput(model, tile, test::Statistics::Running);
        for (const auto& [name, kind] : engineKinds()) {
            if (!processorComputesBf16()) {
                QSKIP("this processor does not compute bf16");
            }
            EngineOptions options = kTorchBf16;
            options.engine = kind;
            const auto engine = makeEngine(foldRunningStatistics(model), options);
            QCOMPARE(engine->precision(), Precision::Bf16);
            const OutputTile result = engine->run(tile);
            std::vector<float> error(result.rgb.size());
            for (std::size_t i = 0; i < error.size(); ++i) {
                error[i] = result.rgb[i] - expected.rgb[i];
            }
            const double relative = test::standardDeviation(error) / test::standardDeviation(expected.rgb);
            QVERIFY2(relative < 0.02, name);  // 8 bits of mantissa through 23 layers; measured 0.008
        }
    }

    void sumsAreThoseOfTheOutput()
    {
        const Model model = test::livelyModel({.baseWidth = 16});
        const Planes tile = test::randomPlanes(4, 48, 64);
        for (const auto& [name, kind] : engineKinds()) {
            EngineOptions options = kTorchFp32;
            options.engine = kind;
            const auto engine = makeEngine(foldRunningStatistics(model), options);
            const OutputTile output = engine->run(tile);
            const ChannelSums sums = engine->sumsAt(kConvolutionCount - 1, tile, {16, 16, 32, 16});
            const OutputTile part = test::cut(output, {32, 32, 64, 32});
            double expected = 0;
            double expectedSquares = 0;
            for (const float value : part.rgb) {
                expected += value;
                expectedSquares += static_cast<double>(value) * value;
            }
            double sum = 0;
            double squares = 0;
            for (std::size_t channel = 0; channel < sums.sum.size(); ++channel) {
                sum += sums.sum[channel];
                squares += sums.sumOfSquares[channel];
            }
            QCOMPARE(sums.count, 32.0 * 16.0);
            QVERIFY2(std::abs(sum - expected) < 1e-3, name);
            QVERIFY2(std::abs(squares - expectedSquares) < 1e-3, name);
        }
    }

    void measuresAWholeFrameInOnePass()
    {
        const Model model = test::livelyModel({.baseWidth = 8});
        const Planes frame = test::randomPlanes(4, 48, 64);
        for (const auto& [name, kind] : engineKinds()) {
            EngineOptions options = kTorchFp32;
            options.engine = kind;
            const PlainNetwork network = foldRunningStatistics(model);
            const auto engine = makeEngine(network, options);
            const auto reference = makeEngine(network, options);
            const std::vector<int> measured{0, 3, 9, 12, 17};
            std::vector<int> told;
            engine->measure(frame, measured, [&](int index, const ChannelSums& sums) {
                told.push_back(index);
                const ChannelSums expected = reference->sumsAt(index, frame, wholeOf(frame.size()));
                QCOMPARE(sums.count, expected.count);
                for (std::size_t channel = 0; channel < sums.sum.size(); ++channel) {
                    QVERIFY2(std::abs(sums.sum[channel] - expected.sum[channel]) < 1e-6 * sums.count, name);
                    QVERIFY2(std::abs(sums.sumOfSquares[channel] - expected.sumOfSquares[channel]) < 1e-6 * sums.count,
                             name);
                }
                Convolution changed = network.convolutions[static_cast<std::size_t>(index)];
                changed.bias.front() += 0.25F;  // what follows has to see it
                engine->replaceConvolution(index, changed);
                reference->replaceConvolution(index, changed);
            });
            QCOMPARE(told, measured);
        }
    }

    void takesAReplacedConvolution()
    {
        const Model model = test::livelyModel({.baseWidth = 8});
        const Planes tile = test::randomPlanes(4, 32, 32);
        for (const auto& [name, kind] : engineKinds()) {
            EngineOptions options = kTorchFp32;
            options.engine = kind;
            PlainNetwork network = foldRunningStatistics(model);
            const auto engine = makeEngine(network, options);
            const OutputTile before = engine->run(tile);
            for (const int index : {0, 10, 18}) {
                Convolution changed = network.convolutions[static_cast<std::size_t>(index)];
                for (float& weight : changed.weights) {
                    weight *= 0.5F;
                }
                changed.bias.front() += 0.25F;
                engine->replaceConvolution(index, changed);
                PlainNetwork changedNetwork = network;
                changedNetwork.convolutions[static_cast<std::size_t>(index)] = changed;
                QVERIFY2(engine->run(tile).rgb == makeEngine(changedNetwork, options)->run(tile).rgb, name);
                engine->replaceConvolution(index, network.convolutions[static_cast<std::size_t>(index)]);
                QVERIFY2(engine->run(tile).rgb == before.rgb, name);
            }
        }
    }

    void namesTheDevicesThatAreThere()
    {
        const PlainNetwork network = foldRunningStatistics(makeRandomModel({.baseWidth = 8}, 1));
        EngineOptions options = kTorchFp32;
        options.device = {DeviceKind::Cuda, 99};
        try {
            static_cast<void>(makeEngine(network, options));
            QFAIL("cuda:99 was accepted");
        } catch (const DeviceFailed& error) {
            const std::string sentence = error.what();
            QVERIFY(sentence.find("cuda:99") != std::string::npos);
            QVERIFY(sentence.find("this machine has cpu") != std::string::npos);
        }
        options.engine = EngineKind::OneDnn;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(makeEngine(network, options)), InvalidArgument);
    }

    void wordsNameDevicesEnginesAndPrecisions()
    {
        QCOMPARE(parseDevice("cuda:3").index, 3);
        QCOMPARE(parseDevice("cuda:3").kind, DeviceKind::Cuda);
        for (const char* word : {"auto", "cpu", "mps", "cuda:0", "cuda:7"}) {
            QCOMPARE(toText(parseDevice(word)), std::string(word));
        }
        for (const char* word : {"", "gpu", "cuda:", "cuda:-1", "cuda:1x", "CPU"}) {
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseDevice(word)), InvalidArgument);
        }
        QCOMPARE(parseEngine("onednn"), EngineKind::OneDnn);
        QCOMPARE(parsePrecision("bf16"), Precision::Bf16);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseEngine("mkl")), InvalidArgument);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parsePrecision("fp64")), InvalidArgument);
    }

    void resultsDoNotDependOnTheThreads_data()
    {
        QTest::addColumn<int>("engine");
        QTest::addColumn<bool>("isBf16");
        for (const auto& [name, kind] : engineKinds()) {
            QTest::addRow("%s, fp32", name) << static_cast<int>(kind) << false;
            QTest::addRow("%s, bf16", name) << static_cast<int>(kind) << true;
        }
    }
    /// One engine for all of them, as jobs that share it may have different numbers. In fp32 kernels add up in another
    /// order, which the last digits show.
    void resultsDoNotDependOnTheThreads()
    {
        QFETCH(int, engine);
        QFETCH(bool, isBf16);
        if (isBf16 && !processorComputesBf16()) {
            QSKIP("this processor does not compute bf16");
        }
        const EngineOptions options{.device = {DeviceKind::Cpu, 0},
                                    .engine = static_cast<EngineKind>(engine),
                                    .precision = isBf16 ? Precision::Bf16 : Precision::Fp32};
        const auto network = makeEngine(foldRunningStatistics(test::livelyModel({.baseWidth = 16})), options);
        const Planes tile = test::randomPlanes(4, 144, 208);
        std::vector<OutputTile> results;
        std::vector<ChannelSums> sums;
        for (const int threads : {2, 1, 8, 3, 2}) {
            const ThreadsHere here(threads);
            results.push_back(network->run(tile));
            sums.push_back(network->sumsAt(9, tile, {0, 0, 208, 144}));
            const float tolerance = isBf16 ? 0.0F : 1e-5F;
            for (std::size_t i = 0; i < results.front().rgb.size(); ++i) {
                QVERIFY(std::abs(results.back().rgb[i] - results.front().rgb[i]) <= tolerance);
            }
            for (std::size_t i = 0; i < sums.front().sum.size(); ++i) {
                QVERIFY(std::abs(sums.back().sum[i] - sums.front().sum[i])
                        <= 1e-5 * std::max(1.0, std::abs(sums.front().sum[i])));
            }
        }
    }

    void channelSumsFollowTheRect()
    {
        const std::vector<float> pixels = {1, 10, 2, 20, 3, 30, 4, 40};  // 2 x 2 pixels of 2 channels
        const ChannelSums sums = sumChannels(pixels.data(), {2, 2}, 2, {1, 0, 1, 2});
        QCOMPARE(sums.sum, (std::vector<double>{6, 60}));
        QCOMPARE(sums.sumOfSquares, (std::vector<double>{20, 2000}));
        QCOMPARE(sums.count, 2.0);
    }
};

SCOTOPIC_TEST(EngineTest)
#include "engine_test.moc"
