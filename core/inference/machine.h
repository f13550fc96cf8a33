// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace scotopic {

/// One device that engines can use.
struct DeviceInfo {
    std::string id;    // as --device takes it: "cpu", "cuda:0"
    std::string name;  // "AMD EPYC …", "NVIDIA …"
    std::size_t memoryBytes = 0;
    bool computesBf16 = false;
};

struct MachineInfo {
    std::string torchVersion;
    std::string oneDnnVersion;                   // empty: built without
    std::string blas;                            // what LibTorch says it was built with, and which OpenBLAS answers
    std::vector<std::string> processorFeatures;  // of those that matter: avx2, avx512f, avx512_bf16, amx_bf16 …
    int threadCount = 0;                         // of the calling thread's job (core/base/threads.h)
    std::vector<DeviceInfo> devices;
};

[[nodiscard]] MachineInfo describeMachine();
[[nodiscard]] bool processorComputesBf16();
/// Resident size of this process: now, and the largest so far. 0 where the system does not say.
[[nodiscard]] std::size_t residentBytes();
[[nodiscard]] std::size_t peakResidentBytes();
/// Gives freed memory back and lets peakResidentBytes() count from now on. Where the system cannot, it stays the peak
/// of the whole process.
void forgetPeakResidentBytes();

}  // namespace scotopic
