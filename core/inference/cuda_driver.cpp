// SPDX-License-Identifier: MIT
#include "core/inference/cuda_driver.h"

#include <array>
#include <dlfcn.h>
#include <memory>

namespace scotopic {
namespace {

constexpr int kComputeCapabilityMajor = 75;  // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
constexpr int kFirstWithBf16 = 8;            // Ampere

struct CloseLibrary {
    void operator()(void* library) const { dlclose(library); }
};
using Library = std::unique_ptr<void, CloseLibrary>;

template <typename... Arguments>
bool call(const Library& driver, const char* name, Arguments... arguments)
{
    using Function = int (*)(Arguments...);
    const auto function = reinterpret_cast<Function>(dlsym(driver.get(), name));
    return function != nullptr && function(arguments...) == 0;
}

}  // namespace

CudaProperties cudaProperties(int index)
{
    const Library driver(dlopen("libcuda.so.1", RTLD_LAZY));
    int device = 0;
    if (!driver || !call(driver, "cuInit", 0U) || !call(driver, "cuDeviceGet", &device, index)) {
        return {};
    }
    CudaProperties properties;
    std::array<char, 256> name{};
    if (call(driver, "cuDeviceGetName", name.data(), static_cast<int>(name.size() - 1), device)) {
        properties.name = name.data();
    }
    call(driver, "cuDeviceTotalMem_v2", &properties.memoryBytes, device);
    call(driver, "cuDeviceGetAttribute", &properties.computeMajor, kComputeCapabilityMajor, device);
    return properties;
}

bool cudaComputesBf16(int index)
{
    return cudaProperties(index).computeMajor >= kFirstWithBf16;
}

}  // namespace scotopic
