// SPDX-License-Identifier: MIT
// What the LibTorch in use was built with, and what it finds here.
#include "core/inference/torch_engine.h"

#include <ATen/Context.h>
#include <ATen/Version.h>
#include <torch/version.h>

namespace scotopic {

int cudaDeviceCount()
{
    return at::hasCUDA() ? static_cast<int>(at::getNumGPUs()) : 0;
}

bool hasMps()
{
    return at::hasMPS();
}

std::string torchVersion()
{
    return TORCH_VERSION;
}

std::string torchBlas()
{
    const std::string config = at::show_config();
    const std::string key = "BLAS_INFO=";
    const std::size_t begin = config.find(key);
    if (begin == std::string::npos) {
        return {};
    }
    const std::size_t value = begin + key.size();
    return config.substr(value, config.find_first_of(",\n", value) - value);
}

}  // namespace scotopic
