// SPDX-License-Identifier: MIT
#include "core/inference/machine.h"

#include "core/base/processor.h"
#include "core/base/threads.h"
#include "core/inference/cuda_driver.h"
#include "core/inference/engine.h"
#include "core/inference/torch_engine.h"
#ifdef SCOTOPIC_HAVE_ONEDNN
#include "core/inference/onednn_engine.h"
#endif

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <array>
#include <dlfcn.h>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace scotopic {
namespace {

// Those that decide which kernels LibTorch and oneDNN take, in /proc/cpuinfo's spelling.
constexpr std::array kFeaturesThatMatter = {
    "sse4_1",      "avx",         "avx2",     "fma",      "avx512f",  "avx512bw", "avx512vl", "avx_vnni", "avx512_vnni",
    "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "neon",     "asimd",    "sve",      "bf16",
};

/// The value of the first line of /proc/cpuinfo that begins with `key`.
std::string cpuInfo(const std::string& key)
{
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t colon = line.find(':');
        if (line.starts_with(key) && colon != std::string::npos) {
            return line.substr(std::min(colon + 2, line.size()));
        }
    }
    return {};
}

std::vector<std::string> words(const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> list;
    for (std::string word; stream >> word;) {
        list.push_back(word);
    }
    return list;
}

std::vector<std::string> processorFeatures()
{
    const std::string flags = cpuInfo("flags");
    const std::vector<std::string> all = words(flags.empty() ? cpuInfo("Features") : flags);
    std::vector<std::string> present;
    for (const char* feature : kFeaturesThatMatter) {
        if (std::find(all.begin(), all.end(), feature) != all.end()) {
            present.emplace_back(feature);
        }
    }
    return present;
}

/// The file behind the BLAS that is loaded, which on Debian is whatever the alternatives system points at.
std::string loadedBlasFile()
{
    std::ifstream maps("/proc/self/maps");
    std::string line;
    while (std::getline(maps, line)) {
        const std::size_t path = line.find('/');
        if (path != std::string::npos && line.find("blas", line.rfind('/')) != std::string::npos) {
            return line.substr(path);
        }
    }
    return {};
}

/// "OpenBLAS 0.3.21 … Zen": version and the kernels it chose. Empty without OpenBLAS.
std::string openBlasConfig()
{
    using Config = char* (*)();
    const auto config = reinterpret_cast<Config>(dlsym(RTLD_DEFAULT, "openblas_get_config"));
    return config == nullptr ? std::string() : std::string(config());
}

std::string blasInUse()
{
    std::string text = torchBlas();
    for (const std::string& part : {openBlasConfig(), loadedBlasFile()}) {
        if (!part.empty()) {
            text += (text.empty() ? "" : "; ") + part;
        }
    }
    return text;
}

DeviceInfo processor()
{
    const std::string model = cpuInfo("model name");
    return {.id = "cpu",
            .name = model.empty() ? "processor" : model,
            .memoryBytes =
                static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGE_SIZE)),
            .computesBf16 = processorComputesBf16()};
}

std::vector<DeviceInfo> devicesOfThisMachine()
{
    std::vector<DeviceInfo> devices = {processor()};
    for (int index = 0; index < cudaDeviceCount(); ++index) {
        const CudaProperties properties = cudaProperties(index);
        devices.push_back({.id = "cuda:" + std::to_string(index),
                           .name = properties.name,
                           .memoryBytes = properties.memoryBytes,
                           .computesBf16 = cudaComputesBf16(index)});
    }
    if (hasMps()) {
        devices.push_back({.id = "mps", .name = "Apple GPU", .memoryBytes = devices.front().memoryBytes});
    }
    return devices;
}

}  // namespace

MachineInfo describeMachine()
{
    MachineInfo info;
    info.torchVersion = torchVersion();
#ifdef SCOTOPIC_HAVE_ONEDNN
    info.oneDnnVersion = oneDnnVersion();
#endif
    info.blas = blasInUse();
    info.processorFeatures = processorFeatures();
    info.threadCount = threadCount();
    info.devices = devicesOfThisMachine();
    return info;
}

bool processorComputesBf16()
{
    static const bool computes = [] {
        if (hasOneDnn() ? !oneDnnIsSound() : !processorTellsItsCaches()) {
            return false;  // nothing is left that has the kernels
        }
        const std::vector<std::string> features = processorFeatures();
        return std::any_of(features.begin(), features.end(), [](const std::string& feature) {
            return feature == "avx512_bf16" || feature == "amx_bf16";
        });
    }();
    return computes;
}

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t virtualPages = 0;
    std::size_t residentPages = 0;
    file >> virtualPages >> residentPages;
    return residentPages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::size_t peakResidentBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
    return static_cast<std::size_t>(usage.ru_maxrss);
#else
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
#endif
}

void forgetPeakResidentBytes()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace scotopic
