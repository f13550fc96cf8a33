// SPDX-License-Identifier: MIT
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/options.h"
#include "app/cli/text.h"
#include "core/inference/benchmark.h"
#include "core/inference/engine.h"
#include "core/inference/machine.h"

#include <algorithm>
#include <memory>
#include <scotopic_version.h>

namespace scotopic::cli {

namespace {

constexpr const char* kDoctorFooter =
    R"(Each engine and precision computes one small frame, which is compared with LibTorch in fp32 on the processor.
Exit status 1 when one of them fails.)";

std::string oneDnnText(const MachineInfo& machine)
{
    if (machine.oneDnnVersion.empty()) {
        return "built without";
    }
    return machine.oneDnnVersion
           + (oneDnnIsSound() ? "" : ", not used: this (virtual) processor does not tell its caches");
}

std::vector<Field> versions(const MachineInfo& machine)
{
    std::vector<Field> fields{{"Scotopic", kVersion},
                              {"LibTorch", machine.torchVersion},
                              {"oneDNN", oneDnnText(machine)},
                              {"BLAS", machine.blas}};
    for (const Field& library : photoLibraries()) {
        fields.push_back(library);
    }
    return fields;
}

std::string deviceText(const DeviceInfo& device)
{
    return device.name + ", " + bytesText(device.memoryBytes) + (device.computesBf16 ? ", bf16" : ", no bf16 units");
}

std::string checkText(const SelfCheck& check)
{
    if (!check.failure.empty()) {
        return "FAILED: " + check.failure;
    }
    const std::string difference = numberText(check.largestDifference, 2);
    const std::string tolerance = numberText(check.tolerance, 2);
    return std::string(check.passed ? "passed" : "FAILED") + ", largest difference " + difference + " (allowed "
           + tolerance + ")";
}

std::string machineText(const MachineInfo& machine, const std::vector<SelfCheck>& checks)
{
    std::vector<Field> devices{{"features", joined(machine.processorFeatures, " ")},
                               {"threads", std::to_string(machine.threadCount)}};
    for (const DeviceInfo& device : machine.devices) {
        devices.emplace_back(device.id, deviceText(device));
    }
    std::vector<Field> engines;
    for (const SelfCheck& check : checks) {
        engines.emplace_back(check.engine, checkText(check));
    }
    return "Versions\n" + alignedFields(versions(machine), "  ") + "\n\nMachine\n" + alignedFields(devices, "  ")
           + "\n\nEngines\n" + alignedFields(engines, "  ");
}

Json machineJson(const MachineInfo& machine, const std::vector<SelfCheck>& checks)
{
    Json json;
    for (const auto& [name, version] : versions(machine)) {
        json["versions"][name] = version;
    }
    json["processorFeatures"] = machine.processorFeatures;
    json["threads"] = machine.threadCount;
    json["devices"] = Json::array();
    for (const DeviceInfo& device : machine.devices) {
        json["devices"].push_back({{"id", device.id},
                                   {"name", device.name},
                                   {"memoryBytes", device.memoryBytes},
                                   {"computesBf16", device.computesBf16}});
    }
    json["checks"] = Json::array();
    for (const SelfCheck& check : checks) {
        json["checks"].push_back({{"engine", check.engine},
                                  {"passed", check.passed},
                                  {"largestDifference", check.largestDifference},
                                  {"tolerance", check.tolerance},
                                  {"failure", check.failure.empty() ? Json() : Json(check.failure)}});
    }
    return json;
}

ExitCode doctor(bool printsJson, Session& session)
{
    const JobContext context = session.context();
    const MachineInfo machine = describeMachine();
    context.report({.stage = "checking the engines", .fraction = {}, .remainingSeconds = {}});
    const std::vector<SelfCheck> checks = checkEngines(context);
    session.console.print(printsJson ? jsonText(machineJson(machine, checks)) : machineText(machine, checks));
    const bool allPassed = std::all_of(checks.begin(), checks.end(), [](const SelfCheck& c) { return c.passed; });
    if (!allPassed) {
        session.console.fail("an engine failed its self-check");
    }
    return allPassed ? ExitCode::AllDone : ExitCode::SomethingFailed;
}

}  // namespace

void addDoctorCommand(CLI::App& app, Action& chosen)
{
    auto printsJson = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand("doctor", "Show versions and devices, and check every engine");
    addThreads(*command);
    command->add_flag("--json", *printsJson, kJsonHelp);
    command->footer(kDoctorFooter);
    command->callback(
        [&chosen, printsJson] { chosen = [printsJson](Session& session) { return doctor(*printsJson, session); }; });
}

}  // namespace scotopic::cli
