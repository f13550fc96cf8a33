// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/inference/engine.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

struct MachinePeak {
    double fp32Gflops = 0;  // fused multiply-adds in registers, all threads
    double bf16Gflops = 0;  // 0: the processor has no bf16 dot product
};
[[nodiscard]] MachinePeak measureMachinePeak();

struct BenchmarkCase {
    EngineOptions engine;
    PixelSize planes;
    std::optional<int> tilePx;             // none: as FrameOptions chooses
    std::filesystem::path modelFile = {};  // empty: the study's baseline with random weights
};
struct BenchmarkResult {
    std::string engine;  // Engine::description()
    PixelSize planes;
    int tilePx = 0;
    double medianSeconds = 0;
    double fastestSeconds = 0;
    double gflops = 0;  // of the network's own multiply-adds (overlap not counted) at the median
    double fractionOfPeak = 0;
    std::size_t peakBytesPredicted = 0;  // of the whole process: what it held before, and the network
    std::size_t peakResidentBytes = 0;
};
/// Throws as openModel(), makeEngine() and FrameNetwork::run() do.
[[nodiscard]] BenchmarkResult runBenchmark(const BenchmarkCase& test, int repetitions, const MachinePeak& peak,
                                           const JobContext& context);

struct SelfCheck {
    std::string engine;
    double largestDifference = 0;  // against LibTorch fp32 on the CPU
    double tolerance = 0;
    bool passed = false;
    std::string failure;  // why it could not run; empty when it did
};
/// Every engine and precision that this machine has against the fp32 reference, on one small frame.
[[nodiscard]] std::vector<SelfCheck> checkEngines(const JobContext& context);

/// Multiply-adds times 2 of one forward pass over `planes`.
[[nodiscard]] double networkFlops(const UNetOptions& options, PixelSize planes);

}  // namespace scotopic
