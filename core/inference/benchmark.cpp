// SPDX-License-Identifier: MIT
#include "core/inference/benchmark.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/inference/frame.h"
#include "core/inference/machine.h"
#include "core/inference/torch_engine.h"
#include "core/network/import_model.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <utility>

namespace scotopic {
namespace {

constexpr std::uint64_t kSeed = 1;

Planes randomPlanes(int planes, PixelSize size)
{
    Planes result(planes, size.height, size.width);
    std::mt19937 random(kSeed);
    for (float& value : result.values) {
        value = static_cast<float>(random() >> 8U) / static_cast<float>(1U << 24U);
    }
    return result;
}

double secondsOfRun(FrameNetwork& network, const Planes& frame, const FrameOptions& options, const JobContext& context)
{
    const auto start = std::chrono::steady_clock::now();
    network.run(
        frame, options, [](const FrameTile&) {}, context);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// PyTorch's default weights give outputs near nothing, on which every engine agrees: raised to He's gain for leaky
/// ReLU, each layer's output has the size of its input.
Model livelyBaseline()
{
    Model model = makeRandomModel({}, kSeed);
    for (auto& [name, weight] : model.weights) {
        if (weight.shape.size() == 4) {
            for (float& value : weight.values) {
                value *= 2.4F;  // sqrt(2 / 1.04) / sqrt(1 / 3)
            }
        }
    }
    return model;
}

double largestDifference(const OutputTile& a, const OutputTile& b)
{
    double largest = a.size == b.size ? 0.0 : HUGE_VAL;
    for (std::size_t i = 0; i < a.rgb.size() && largest < HUGE_VAL; ++i) {
        const double difference = std::abs(static_cast<double>(a.rgb[i]) - b.rgb[i]);
        largest = std::isnan(difference) ? HUGE_VAL : std::max(largest, difference);
    }
    return largest;
}

std::vector<EngineOptions> enginesOfThisMachine()
{
    std::vector<EngineOptions> engines;
    for (const DeviceInfo& device : describeMachine().devices) {
        for (const EngineKind kind : {EngineKind::Torch, EngineKind::OneDnn}) {
            const bool isThere = kind == EngineKind::Torch || (device.id == "cpu" && oneDnnIsSound());
            for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
                if (isThere && (precision == Precision::Fp32 || device.computesBf16)) {
                    engines.push_back({.device = parseDevice(device.id), .engine = kind, .precision = precision});
                }
            }
        }
    }
    return engines;
}

std::string nameOf(const EngineOptions& options)
{
    return std::string(options.engine == EngineKind::OneDnn ? "oneDNN" : "LibTorch") + ", " + toText(options.precision)
           + ", " + toText(options.device);
}

SelfCheck check(const PlainNetwork& network, const EngineOptions& options, const Planes& tile,
                const OutputTile& reference)
{
    // The output's standard deviation is about 0.5; bf16 keeps 8 bits, of which 23 layers in a row lose some.
    SelfCheck result{.engine = nameOf(options),
                     .largestDifference = 0,
                     .tolerance = options.precision == Precision::Fp32 ? 2e-4 : 0.1,
                     .passed = false,
                     .failure = {}};
    try {
        const std::unique_ptr<Engine> engine = makeEngine(network, options);
        result.engine = engine->description();
        result.largestDifference = largestDifference(engine->run(tile), reference);
        result.passed = result.largestDifference <= result.tolerance;
    } catch (const std::exception& error) {
        result.failure = error.what();
    }
    return result;
}

}  // namespace

BenchmarkResult runBenchmark(const BenchmarkCase& test, int repetitions, const MachinePeak& peak,
                             const JobContext& context)
{
    const ThreadsHere threads(context.threadCount());
    Model model = test.modelFile.empty() ? makeRandomModel({}, kSeed) : openModel(test.modelFile).model;
    const UNetOptions options = model.options;
    const Planes frame = randomPlanes(options.inputPlanes, test.planes);
    forgetPeakResidentBytes();
    const std::size_t residentBefore = residentBytes();
    FrameNetwork network(std::move(model), test.engine, BnMode::Running);
    BenchmarkResult result{.engine = network.engine().description(), .planes = test.planes};
    FrameOptions tiling;
    tiling.tilePx = test.tilePx;
    result.tilePx = network.tilePx(test.planes, tiling);
    result.peakBytesPredicted = residentBefore + network.peakBytes(test.planes, tiling);

    secondsOfRun(network, frame, tiling, context);  // lays out weights, makes kernels, touches memory
    std::vector<double> seconds;
    for (int i = 0; i < std::max(repetitions, 1); ++i) {
        seconds.push_back(secondsOfRun(network, frame, tiling, context));
    }
    result.medianSeconds = medianOf(seconds);
    result.fastestSeconds = *std::min_element(seconds.begin(), seconds.end());
    result.gflops = networkFlops(options, test.planes) / result.medianSeconds / 1e9;
    const bool isFp32 = network.engine().precision() == Precision::Fp32;
    const double peakGflops = isFp32 ? peak.fp32Gflops : peak.bf16Gflops;
    result.fractionOfPeak = peakGflops > 0 ? result.gflops / peakGflops : 0;
    result.peakResidentBytes = peakResidentBytes();
    return result;
}

std::vector<SelfCheck> checkEngines(const JobContext& context)
{
    const ThreadsHere threads(context.threadCount());
    const PlainNetwork network = foldRunningStatistics(livelyBaseline());
    const Planes tile = randomPlanes(network.options.inputPlanes, {144, 96});
    const OutputTile reference = makeTorchEngine(network, {DeviceKind::Cpu, 0}, Precision::Fp32)->run(tile);
    std::vector<SelfCheck> checks;
    for (const EngineOptions& options : enginesOfThisMachine()) {
        context.handOver();
        checks.push_back(check(network, options, tile, reference));
        context.report({.stage = "self-check", .fraction = {}, .remainingSeconds = {}});
    }
    return checks;
}

}  // namespace scotopic
