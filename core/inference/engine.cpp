// SPDX-License-Identifier: MIT
#include "core/inference/engine.h"

#include "core/base/error.h"
#include "core/base/processor.h"
#include "core/inference/cuda_driver.h"
#include "core/inference/device_choice.h"
#include "core/inference/machine.h"
#include "core/inference/torch_engine.h"
#ifdef SCOTOPIC_HAVE_ONEDNN
#include "core/inference/onednn_engine.h"
#endif

#include <string>

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
    if (!oneDnnIsSound()) {
        throw UnsupportedInput("engine onednn: oneDNN " + oneDnnVersion()
                               + " computes wrongly on processors that do not tell their caches, as this (virtual) "
                                 "machine's; use torch");
    }
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

bool oneDnnIsSound()
{
#ifdef SCOTOPIC_HAVE_ONEDNN
    constexpr int kFirstUnsound = 3;
    return std::stoi(oneDnnVersion()) < kFirstUnsound || processorTellsItsCaches();
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
    if (options.engine == EngineKind::Auto && device.kind == DeviceKind::Cpu && oneDnnIsSound()) {
        try {
            return makeOneDnn(network, precision);
        } catch (const UnsupportedInput&) {
            // oneDNN has no kernels for this on this processor; LibTorch's are there, slow or not.
        }
    }
    return makeTorchEngine(network, device, precision);
}

}  // namespace scotopic
