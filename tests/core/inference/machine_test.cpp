// SPDX-License-Identifier: MIT
#include "core/base/threads.h"
#include "core/inference/benchmark.h"
#include "core/inference/machine.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <thread>

using namespace scotopic;

class MachineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isDescribed()
    {
        const MachineInfo info = describeMachine();
        QVERIFY(!info.torchVersion.empty());
        QCOMPARE(info.oneDnnVersion.empty(), !hasOneDnn());
        QVERIFY(!info.blas.empty());
        QVERIFY(info.threadCount >= 1);
        QCOMPARE(info.devices.front().id, std::string("cpu"));
        QVERIFY(info.devices.front().memoryBytes > std::size_t{1} << 28U);
    }

    void countsTheThreadsOfTheJob()
    {
        QCOMPARE(describeMachine().threadCount, allThreads());
        const ThreadsHere three(3);
        QCOMPARE(describeMachine().threadCount, 3);
    }

    void peaksAreThoseOfTheProcessor()
    {
        const MachinePeak peak = measureMachinePeak();
        const std::vector<std::string> features = describeMachine().processorFeatures;
        const auto has = [&](const char* feature) {
            return std::find(features.begin(), features.end(), feature) != features.end();
        };
        QCOMPARE(peak.fp32Gflops > 0, has("fma") && has("avx2"));
        QCOMPARE(peak.bf16Gflops > 0, has("avx512_bf16"));
    }

    void everyEnginePassesItsSelfCheck()
    {
        const std::vector<SelfCheck> checks = checkEngines(JobContext());
        QVERIFY(!checks.empty());
        for (const SelfCheck& check : checks) {
            QVERIFY2(check.passed,
                     (check.engine + ": " + check.failure + " " + std::to_string(check.largestDifference)).c_str());
        }
    }

    void benchmarksTellTimeAndMemory()
    {
        const BenchmarkCase test{
            .engine = {.device = {DeviceKind::Cpu, 0}, .engine = EngineKind::Auto, .precision = Precision::Fp32},
            .planes = {192, 128},
            .tilePx = 128};
        const BenchmarkResult result = runBenchmark(test, 2, {.fp32Gflops = 100, .bf16Gflops = 0}, JobContext());
        QVERIFY(result.fastestSeconds > 0 && result.fastestSeconds <= result.medianSeconds);
        const double flops = networkFlops({}, test.planes);
        QVERIFY(std::abs(result.gflops - flops / result.medianSeconds / 1e9) < 1e-6 * result.gflops);
        QVERIFY(std::abs(result.fractionOfPeak - result.gflops / 100) < 1e-9);
        const double predicted = static_cast<double>(result.peakBytesPredicted);
        QVERIFY(std::abs(static_cast<double>(result.peakResidentBytes) - predicted) < 0.25 * predicted);
    }
};

SCOTOPIC_TEST(MachineTest)
#include "machine_test.moc"
