// SPDX-License-Identifier: MIT
#include "core/inference/engine.h"

#include "core/base/error.h"
#include "core/inference/cuda_driver.h"
#include "core/inference/device_choice.h"
#include "core/inference/machine.h"
#include "core/inference/torch_engine.h"
#ifdef SCOTOPIC_HAVE_ONEDNN
#include "core/inference/onednn_engine.h"
#endif

#include <charconv>

namespace scotopic {
namespace {

std::string devicesThere()
{
    std::string list = "cpu";
    for (int index = 0; index < cudaDeviceCount(); ++index) {
        list += ", cuda:" + std::to_string(index);
    }
    return hasMps() ? list + ", mps" : list;
}

std::unique_ptr<Engine> makeOneDnn(const PlainNetwork& network, Precision precision)
{
#ifdef SCOTOPIC_HAVE_ONEDNN
    return makeOneDnnEngine(network, precision);
#else
    static_cast<void>(network);
    static_cast<void>(precision);
    throw UnsupportedInput("engine onednn: this build of Scotopic has none; use torch");
#endif
}

}  // namespace

DeviceId presentDevice(DeviceId wanted)
{
    const int cudaCount = cudaDeviceCount();
    if (wanted.kind == DeviceKind::Auto) {
        return cudaCount > 0 ? presentDevice({DeviceKind::Cuda, wanted.index})
                             : DeviceId{hasMps() ? DeviceKind::Mps : DeviceKind::Cpu, 0};
    }
    const bool isThere = wanted.kind == DeviceKind::Cpu || (wanted.kind == DeviceKind::Mps && hasMps())
                         || (wanted.kind == DeviceKind::Cuda && wanted.index < cudaCount);
    if (!isThere) {
        throw DeviceFailed("device " + toText(wanted) + ": not there; this machine has " + devicesThere());
    }
    return wanted;
}

Precision precisionFor(DeviceId device, Precision wanted)
{
    if (wanted != Precision::Auto) {
        return wanted;
    }
    const bool isNative = (device.kind == DeviceKind::Cpu && processorComputesBf16())
                          || (device.kind == DeviceKind::Cuda && cudaComputesBf16(device.index));
    return isNative ? Precision::Bf16 : Precision::Fp32;
}

bool hasOneDnn()
{
#ifdef SCOTOPIC_HAVE_ONEDNN
    return true;
#else
    return false;
#endif
}

std::unique_ptr<Engine> makeEngine(const PlainNetwork& network, const EngineOptions& options)
{
    const bool wantsGpu = options.device.kind == DeviceKind::Cuda || options.device.kind == DeviceKind::Mps;
    if (options.engine == EngineKind::OneDnn && wantsGpu) {
        throw InvalidArgument("engine onednn: computes on the cpu only, not on " + toText(options.device));
    }
    const DeviceId wanted = options.engine == EngineKind::OneDnn ? DeviceId{DeviceKind::Cpu, 0} : options.device;
    const DeviceId device = presentDevice(wanted);
    const Precision precision = precisionFor(device, options.precision);
    if (options.engine == EngineKind::OneDnn) {
        return makeOneDnn(network, precision);
    }
    if (options.engine == EngineKind::Auto && device.kind == DeviceKind::Cpu && hasOneDnn()) {
        try {
            return makeOneDnn(network, precision);
        } catch (const UnsupportedInput&) {
            // oneDNN has no kernels for this on this processor; LibTorch's are there, slow or not.
        }
    }
    return makeTorchEngine(network, device, precision);
}

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
