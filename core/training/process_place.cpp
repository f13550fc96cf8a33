// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/training/distributed.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace scotopic {
namespace {

using namespace std::string_view_literals;

constexpr int kMostProcesses = 65536;

std::optional<int> numberIn(const char* variable, int low, int high)
{
    const char* text = std::getenv(variable);
    if (text == nullptr || *text == '\0') {
        return std::nullopt;
    }
    const std::string_view word(text);
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < low || number > high) {
        throw InvalidArgument("environment variable " + std::string(variable) + " '" + std::string(word)
                              + "': must be a whole number from " + std::to_string(low) + " to "
                              + std::to_string(high));
    }
    return number;
}

/// What srun sets. GPUs that it gives to a process alone are counted from 0 in each.
int localRankFromSlurm()
{
    const int number = numberIn("SLURM_LOCALID", 0, kMostProcesses).value_or(0);
    const char* gpus = std::getenv("CUDA_VISIBLE_DEVICES");
    if (gpus == nullptr || *gpus == '\0') {
        return number;
    }
    const std::string_view list(gpus);
    return number % static_cast<int>(std::count(list.begin(), list.end(), ',') + 1);
}

}  // namespace

std::optional<ProcessPlace> processFromEnvironment()
{
    ProcessPlace place;
    place.size = numberIn("WORLD_SIZE", 1, kMostProcesses).value_or(1);
    if (place.size == 1) {
        return std::nullopt;
    }
    const std::optional<int> rank = numberIn("RANK", 0, place.size - 1);
    const char* master = std::getenv("MASTER_ADDR");
    if (!rank || master == nullptr || *master == '\0') {
        throw InvalidArgument("environment variable WORLD_SIZE is " + std::to_string(place.size) + ", and "
                              + (rank ? "MASTER_ADDR" : "RANK") + " is not set: several processes need both");
    }
    place.rank = *rank;
    const std::optional<int> localRank = numberIn("LOCAL_RANK", 0, kMostProcesses);
    place.localRank = localRank ? *localRank : localRankFromSlurm();
    place.masterAddress = master;
    place.masterPort = numberIn("MASTER_PORT", 1, 65535).value_or(place.masterPort);
    if (const char* isKept = std::getenv("TORCHELASTIC_USE_AGENT_STORE"); isKept != nullptr && isKept == "True"sv) {
        const char* attempt = std::getenv("TORCHELASTIC_RESTART_COUNT");
        place.attempt = attempt == nullptr ? "0" : attempt;
    }
    return place;
}

DeviceId deviceOf(const ProcessPlace& place, DeviceId wanted)
{
    if (wanted.kind != DeviceKind::Cuda && wanted.kind != DeviceKind::Auto) {
        return wanted;
    }
    if (wanted.index != 0) {
        throw InvalidArgument("device " + toText(wanted) + ": of several processes each has the GPU of its LOCAL_RANK; "
                              + "ask for cuda");
    }
    return {wanted.kind, place.localRank};
}

}  // namespace scotopic
