// SPDX-License-Identifier: MIT
#include "app/cli/bench_case.h"

#include "app/cli/child_process.h"
#include "app/cli/text.h"
#include "core/inference/engine.h"
#include "core/inference/machine.h"
#include "core/network/model_choice.h"

#include <algorithm>

namespace scotopic::cli {

namespace {

const char* wordOf(EngineKind engine)
{
    switch (engine) {
    case EngineKind::Auto: return "auto";
    case EngineKind::Torch: return "torch";
    case EngineKind::OneDnn: return "onednn";
    }
    return "auto";
}

std::string sizeText(PixelSize size)
{
    return std::to_string(size.width) + "x" + std::to_string(size.height);
}

bool matches(DeviceId wanted, DeviceId device)
{
    return wanted.kind == DeviceKind::Auto || (wanted.kind == device.kind && wanted.index == device.index);
}

std::vector<EngineKind> enginesOf(DeviceId device, EngineKind wanted)
{
    if (wanted != EngineKind::Auto) {
        return {wanted};
    }
    if (device.kind == DeviceKind::Cpu && oneDnnIsSound()) {
        return {EngineKind::OneDnn, EngineKind::Torch};
    }
    return {EngineKind::Torch};
}

std::vector<Precision> precisionsOf(const DeviceInfo& device, Precision wanted)
{
    if (wanted != Precision::Auto) {
        return {wanted};
    }
    if (device.computesBf16) {
        return {Precision::Fp32, Precision::Bf16};
    }
    return {Precision::Fp32};
}

BenchmarkResult resultFrom(const Json& json)
{
    BenchmarkResult result;
    result.engine = json.at("engine").get<std::string>();
    result.planes = {json.at("width").get<int>(), json.at("height").get<int>()};
    result.tilePx = json.at("tilePx").get<int>();
    result.medianSeconds = json.at("medianSeconds").get<double>();
    result.fastestSeconds = json.at("fastestSeconds").get<double>();
    result.gflops = json.at("gflops").get<double>();
    result.fractionOfPeak = json.at("fractionOfPeak").get<double>();
    result.peakBytesPredicted = json.at("peakBytesPredicted").get<std::size_t>();
    result.peakResidentBytes = json.at("peakResidentBytes").get<std::size_t>();
    return result;
}

std::string failureOf(const ChildResult& child)
{
    const std::string firstLine = child.messages.substr(0, child.messages.find('\n'));
    const std::string_view prefix = "scotopic-cli: ";
    if (firstLine.starts_with(prefix)) {
        return firstLine.substr(prefix.size());
    }
    return "the process ended with status " + std::to_string(child.exitCode);
}

}  // namespace

std::vector<BenchmarkCase> casesFor(const EngineOptions& wanted, const std::vector<PixelSize>& sizes,
                                    std::optional<int> tilePx, const std::filesystem::path& modelFile)
{
    const MachineInfo machine = describeMachine();
    std::vector<BenchmarkCase> cases;
    for (const DeviceInfo& info : machine.devices) {
        const DeviceId device = parseDevice(info.id);
        if (!matches(wanted.device, device)) {
            continue;
        }
        for (const EngineKind engine : enginesOf(device, wanted.engine)) {
            for (const Precision precision : precisionsOf(info, wanted.precision)) {
                for (const PixelSize size : sizes) {
                    cases.push_back({.engine = {device, engine, precision},
                                     .planes = size,
                                     .tilePx = tilePx,
                                     .modelFile = modelFile});
                }
            }
        }
    }
    return cases;
}

std::string toText(const EngineOptions& options)
{
    return std::string(wordOf(options.engine)) + " " + toText(options.precision) + " " + toText(options.device);
}

BenchLine runInChild(const BenchmarkCase& test, int repetitions, const MachinePeak& peak, const Session& session)
{
    std::vector<std::string> arguments{"bench",       "--as-child",
                                       "--device",    toText(test.engine.device),
                                       "--engine",    wordOf(test.engine.engine),
                                       "--precision", toText(test.engine.precision),
                                       "--size",      sizeText(test.planes),
                                       "--repeat",    std::to_string(repetitions),
                                       "--peak-fp32", numberText(peak.fp32Gflops, 17),
                                       "--peak-bf16", numberText(peak.bf16Gflops, 17)};
    if (test.tilePx) {
        arguments.insert(arguments.end(), {"--tile", std::to_string(*test.tilePx)});
    }
    if (session.threads > 0) {
        arguments.insert(arguments.end(), {"--threads", std::to_string(session.threads)});
    }
    if (!test.modelFile.empty()) {
        arguments.insert(arguments.end(),
                         {"--model", toText(ModelChoice{.kind = ModelChoice::Kind::File, .file = test.modelFile})});
    }
    const ChildResult child = runSelf(arguments, session.stop);
    BenchLine line{.test = test, .result = {}, .failure = {}};
    const Json json = Json::parse(child.output, nullptr, /*allow_exceptions=*/false);
    if (child.exitCode == 0 && json.is_object()) {
        line.result = resultFrom(json);
    } else {
        line.failure = failureOf(child);
    }
    return line;
}

ExitCode runAsChild(const BenchmarkCase& test, int repetitions, const MachinePeak& peak, Session& session)
{
    const JobContext quiet = session.context().reportingTo({});
    const BenchLine line{.test = test, .result = runBenchmark(test, repetitions, peak, quiet), .failure = {}};
    session.console.print(jsonLine(toJson(line)));
    return ExitCode::AllDone;
}

Json toJson(const BenchLine& line)
{
    Json json{
        {"options", toText(line.test.engine)}, {"width", line.test.planes.width}, {"height", line.test.planes.height}};
    if (!line.failure.empty()) {
        json["failure"] = line.failure;
        return json;
    }
    const BenchmarkResult& result = line.result;
    json.update({{"engine", result.engine},
                 {"tilePx", result.tilePx},
                 {"medianSeconds", result.medianSeconds},
                 {"fastestSeconds", result.fastestSeconds},
                 {"gflops", result.gflops},
                 {"fractionOfPeak", result.fractionOfPeak},
                 {"peakBytesPredicted", result.peakBytesPredicted},
                 {"peakResidentBytes", result.peakResidentBytes}});
    return json;
}

}  // namespace scotopic::cli
