// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/inference/torch_threads.h"

#include <ATen/Context.h>
#include <c10/util/Exception.h>

#include <new>
#include <string>

namespace scotopic {

[[nodiscard]] inline at::Device torchDevice(DeviceId device)
{
    switch (device.kind) {
    case DeviceKind::Cuda: return {at::kCUDA, static_cast<c10::DeviceIndex>(device.index)};
    case DeviceKind::Mps: return {at::kMPS, 0};
    default: return {at::kCPU};
    }
}

/// `call` with the threads that computations may use and full fp32 products where fp32 is asked for; what LibTorch
/// throws becomes a DeviceFailed sentence.
template <typename Call>
auto torchCall(DeviceId device, at::ScalarType type, const Call& call) -> decltype(call())
{
    const std::string outOfMemory = toText(device) + ": out of memory; try smaller patches, a smaller batch or bf16";
    try {
        letTorchFollowThreadCount();
        // Else convolutions of float32 keep only 10 bits on recent NVIDIA GPUs.
        at::globalContext().setAllowTF32CuDNN(type != at::kFloat);
        // All steps have one shape: the fastest convolutions are looked for once.
        at::globalContext().setBenchmarkCuDNN(true);
        return call();
    } catch (const c10::OutOfMemoryError&) {
        throw DeviceFailed(outOfMemory);
    } catch (const std::bad_alloc&) {
        throw DeviceFailed(outOfMemory);
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool isMemory = text.find("can't allocate memory") != std::string::npos;
        throw DeviceFailed(isMemory ? outOfMemory : toText(device) + ": " + text.substr(0, text.find('\n')));
    }
}

}  // namespace scotopic
