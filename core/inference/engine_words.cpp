// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/inference/engine.h"

#include <charconv>

namespace scotopic {

DeviceId parseDevice(const std::string& word)
{
    if (word == "auto") {
        return {DeviceKind::Auto, 0};
    }
    if (word == "cpu") {
        return {DeviceKind::Cpu, 0};
    }
    if (word == "mps") {
        return {DeviceKind::Mps, 0};
    }
    if (word == "cuda") {
        return {DeviceKind::Cuda, 0};
    }
    const std::string prefix = "cuda:";
    if (word.starts_with(prefix)) {
        int index = 0;
        const char* end = word.data() + word.size();
        const auto [stopped, error] = std::from_chars(word.data() + prefix.size(), end, index);
        if (error == std::errc() && stopped == end && index >= 0 && index < 128) {
            return {DeviceKind::Cuda, index};
        }
    }
    throw InvalidArgument("device '" + word + "': must be auto, cpu, cuda, cuda:N or mps");
}

EngineKind parseEngine(const std::string& word)
{
    if (word == "auto") {
        return EngineKind::Auto;
    }
    if (word == "torch") {
        return EngineKind::Torch;
    }
    if (word == "onednn") {
        return EngineKind::OneDnn;
    }
    throw InvalidArgument("engine '" + word + "': must be auto, torch or onednn");
}

Precision parsePrecision(const std::string& word)
{
    if (word == "auto") {
        return Precision::Auto;
    }
    if (word == "fp32") {
        return Precision::Fp32;
    }
    if (word == "bf16") {
        return Precision::Bf16;
    }
    throw InvalidArgument("precision '" + word + "': must be auto, fp32 or bf16");
}

std::string toText(DeviceId device)
{
    switch (device.kind) {
    case DeviceKind::Auto: return "auto";
    case DeviceKind::Cpu: return "cpu";
    case DeviceKind::Cuda: return "cuda:" + std::to_string(device.index);
    case DeviceKind::Mps: return "mps";
    }
    return {};
}

const char* toText(Precision precision)
{
    switch (precision) {
    case Precision::Auto: return "auto";
    case Precision::Fp32: return "fp32";
    case Precision::Bf16: return "bf16";
    }
    return "";
}

}  // namespace scotopic
