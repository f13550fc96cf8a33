// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command.h"
#include "app/cli/json.h"
#include "core/inference/benchmark.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic::cli {

/// One line of the benchmark's table: what was asked for, and either figures or a failure.
struct BenchLine {
    BenchmarkCase test;
    BenchmarkResult result;
    std::string failure;
};

/// Every engine and precision of this machine that fits `wanted` (Auto: all), on each size, with a model file or, where
/// it is empty, the study's baseline. bf16 is left out where
/// the device only emulates it, unless it is asked for.
[[nodiscard]] std::vector<BenchmarkCase> casesFor(const EngineOptions& wanted, const std::vector<PixelSize>& sizes,
                                                  std::optional<int> tilePx, const std::filesystem::path& modelFile);

/// "onednn bf16 cpu", as the options take the words.
[[nodiscard]] std::string toText(const EngineOptions& options);

/// Runs one case in a process of its own, so that its peak memory is its own.
[[nodiscard]] BenchLine runInChild(const BenchmarkCase& test, int repetitions, const MachinePeak& peak,
                                   const Session& session);

/// What that process does: runs the case and prints its result.
[[nodiscard]] ExitCode runAsChild(const BenchmarkCase& test, int repetitions, const MachinePeak& peak,
                                  Session& session);

[[nodiscard]] Json toJson(const BenchLine& line);

}  // namespace scotopic::cli
