// SPDX-License-Identifier: MIT
#include "app/cli/bench_case.h"
#include "app/cli/command.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/inference/machine.h"
#include "core/network/model_choice.h"

#include <cmath>
#include <cstdio>
#include <memory>
#include <scotopic_version.h>

namespace scotopic::cli {

namespace {

struct BenchOptions {
    EngineOptions engine;
    std::vector<PixelSize> sizes;
    int repetitions = 3;
    std::optional<int> tilePx;
    std::optional<ModelChoice> model;  // none: the study's baseline with random weights
    bool printsJson = false;
    bool isChild = false;
    MachinePeak peak;  // of a child: as its parent measured it
};

/// A thumbnail, a screenful, and a full frame of the study's Sony camera.
const std::vector<PixelSize> kUsualSizes{{256, 256}, {528, 352}, {2128, 1424}};

constexpr const char* kBenchFooter =
    R"(The study's baseline network with random weights, or the network of --model; every engine and precision of this
machine, each in a process of its
own. GFLOP/s count the network's own multiply-adds (the tiles' overlap is not counted); % of peak is their share of what
the processor's multiply-add units reach in registers, measured first. Memory is that of the whole process:
as predicted before the first run, and its peak.

Example:
  scotopic-cli bench --engine onednn --size 2128x1424)";

std::vector<PixelSize> parseSizes(const std::vector<std::string>& words)
{
    std::vector<PixelSize> sizes;
    for (const std::string& word : words) {
        try {
            sizes.push_back(parseSize(word));
        } catch (const InvalidArgument& error) {
            throw CLI::ValidationError("--size", error.what());
        }
    }
    return sizes;
}

std::string percentText(double fraction)
{
    return fraction > 0 ? std::to_string(std::lround(fraction * 100)) + " %" : "-";
}

std::vector<std::string> cellsOf(const BenchLine& line)
{
    const std::string size = std::to_string(line.test.planes.width) + "x" + std::to_string(line.test.planes.height);
    if (!line.failure.empty()) {
        return {toText(line.test.engine), size, "failed"};
    }
    const BenchmarkResult& result = line.result;
    return {result.engine,
            size,
            std::to_string(result.tilePx),
            numberText(result.medianSeconds, 3),
            numberText(result.fastestSeconds, 3),
            std::to_string(std::lround(result.gflops)),
            percentText(result.fractionOfPeak),
            bytesText(result.peakBytesPredicted),
            bytesText(result.peakResidentBytes)};
}

std::string tableOf(const std::vector<BenchLine>& lines)
{
    std::vector<std::vector<std::string>> rows{
        {"engine", "packed", "tile", "median s", "fastest s", "GFLOP/s", "of peak", "predicted", "process"}};
    for (const BenchLine& line : lines) {
        rows.push_back(cellsOf(line));
    }
    return table(rows);
}

Json jsonOf(const std::vector<BenchLine>& lines, const BenchOptions& options, const MachinePeak& peak)
{
    Json results = Json::array();
    for (const BenchLine& line : lines) {
        results.push_back(toJson(line));
    }
    return {{"version", kVersion},
            {"threads", describeMachine().threadCount},
            {"peak", {{"fp32Gflops", peak.fp32Gflops}, {"bf16Gflops", peak.bf16Gflops}}},
            {"repetitions", options.repetitions},
            {"results", std::move(results)}};
}

std::string peakText(const MachinePeak& peak)
{
    const std::string bf16 = peak.bf16Gflops > 0 ? std::to_string(std::lround(peak.bf16Gflops)) + " GFLOP/s in bf16"
                                                 : std::string("no bf16 units");
    return "Peak of the processor: " + std::to_string(std::lround(peak.fp32Gflops)) + " GFLOP/s in fp32, " + bf16;
}

/// Throws DeviceFailed as an engine would, naming the devices that are there.
std::vector<BenchmarkCase> requireCases(const BenchOptions& options)
{
    const std::vector<PixelSize>& sizes = options.sizes.empty() ? kUsualSizes : options.sizes;
    std::vector<BenchmarkCase> cases = casesFor(
        options.engine, sizes, options.tilePx, options.model ? networkFileOf(*options.model) : std::filesystem::path());
    if (!cases.empty()) {
        return cases;
    }
    std::vector<std::string> there;
    for (const DeviceInfo& device : describeMachine().devices) {
        there.push_back(device.id);
    }
    throw DeviceFailed(toText(options.engine.device) + ": there is no such device here; there is "
                       + joined(there, ", "));
}

ExitCode bench(const BenchOptions& options, Session& session)
{
    const std::vector<BenchmarkCase> cases = requireCases(options);
    if (options.isChild) {
        return runAsChild(cases.front(), options.repetitions, options.peak, session);
    }
    const JobContext context = session.context();
    context.report({.stage = "measuring the processor's peak", .fraction = {}, .remainingSeconds = {}});
    const MachinePeak peak = measureMachinePeak();
    std::vector<BenchLine> lines;
    bool allSucceeded = true;
    for (const BenchmarkCase& test : cases) {
        context.throwIfCancelled();
        context.report({.stage = toText(test.engine),
                        .fraction = static_cast<double>(lines.size()) / static_cast<double>(cases.size()),
                        .remainingSeconds = {}});
        lines.push_back(runInChild(test, options.repetitions, peak, session));
        if (!lines.back().failure.empty()) {
            session.console.fail(toText(test.engine) + ": " + lines.back().failure);
            allSucceeded = false;
        }
    }
    session.console.print(options.printsJson ? jsonText(jsonOf(lines, options, peak))
                                             : peakText(peak) + "\n\n" + tableOf(lines));
    return allSucceeded ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

void addHiddenOptions(CLI::App& command, BenchOptions& options)
{
    command.add_flag("--as-child", options.isChild)->group("");
    command.add_option("--peak-fp32", options.peak.fp32Gflops)->group("");
    command.add_option("--peak-bf16", options.peak.bf16Gflops)->group("");
}

}  // namespace

void addBenchCommand(CLI::App& app, Action& chosen)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = app.add_subcommand("bench", "Measure how fast networks run on this machine");
    addKeyword(*command, "--device", "NAME", options->engine.device, parseDevice,
               "auto (all), cpu, cuda, cuda:N, mps (default auto)");
    addKeyword(*command, "--engine", "NAME", options->engine.engine, parseEngine,
               "auto (all), torch, onednn (default auto)");
    addKeyword(*command, "--precision", "NAME", options->engine.precision, parsePrecision,
               "auto (all the device computes itself), fp32, bf16 (default auto)");
    command
        ->add_option_function<std::vector<std::string>>(
            "--size", [options](const std::vector<std::string>& words) { options->sizes = parseSizes(words); },
            "Width x height in packed pixels, several allowed (default 256x256 528x352 2128x1424)")
        ->type_name("WxH");
    addNumber(*command, "--repeat", options->repetitions, 1, 1000, "How often each is timed (default 3)");
    addNumber(*command, "--tile", options->tilePx, 16, 16384,
              "Tile edge in packed pixels (default: as large as 512 MiB allow)");
    addThreads(*command);
    addParsed(*command, "--model", "FILE|default", options->model, parseModelChoice,
              "The network to measure (default: the study's baseline with random weights)");
    command->add_flag("--json", options->printsJson, kJsonHelp);
    addHiddenOptions(*command, *options);
    command->footer(kBenchFooter);
    command->callback(
        [&chosen, options] { chosen = [options](Session& session) { return bench(*options, session); }; });
}

}  // namespace scotopic::cli
