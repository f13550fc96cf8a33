// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace scotopic {

/// What the CUDA driver says of one device. Asked at run time, since the build may have no CUDA headers.
struct CudaProperties {
    std::string name;
    std::size_t memoryBytes = 0;
    int computeMajor = 0;
};
/// All empty where there is no driver or no such device.
[[nodiscard]] CudaProperties cudaProperties(int index);
[[nodiscard]] bool cudaComputesBf16(int index);

}  // namespace scotopic
