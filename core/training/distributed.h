// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/inference/engine.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace scotopic {

/// The processes of one run, each on its own part of an epoch's examples and all with the same weights. Every process
/// makes the same calls in the same order, each blocking until all have made it. Throw DeviceFailed when another
/// process is lost: at once when it died, after the timeout when it hangs. Used on one thread.
class GradientExchange {
public:
    virtual ~GradientExchange() = default;

    [[nodiscard]] virtual int rank() const = 0;  // 0 writes the run's files
    [[nodiscard]] virtual int size() const = 0;

    /// Replaces float32 tensors by their means over all processes, in place; equal bit for bit on all of them.
    virtual void average(const std::vector<at::Tensor>& tensors) = 0;
    /// Replaces float32 tensors by those of process 0.
    virtual void broadcast(const std::vector<at::Tensor>& tensors) = 0;
    /// Returns at once in process 0, and in the others when process 0 has called it as often as they: for work that one
    /// process does for all and that may take hours, such as decoding a data set. Looks on while process 0 lives.
    /// Throws Cancelled.
    virtual void waitForFirst(const JobContext& context) = 0;
};

/// This process's place among those of a run, as torchrun and scripts around Slurm's srun set it.
struct ProcessPlace {
    int rank = 0;
    int size = 1;
    int localRank = 0;  // which GPU of its machine is its own
    std::string masterAddress;
    int masterPort = 29500;  // PyTorch's default
    /// torchrun keeps the store there itself, under a name of its own for each of its attempts; none: process 0 does.
    std::optional<std::string> attempt;
};

/// From RANK, WORLD_SIZE, LOCAL_RANK (else srun's SLURM_LOCALID), MASTER_ADDR and MASTER_PORT, and what torchrun adds
/// (TORCHELASTIC_USE_AGENT_STORE, TORCHELASTIC_RESTART_COUNT); none where WORLD_SIZE is absent or 1. Throws
/// InvalidArgument naming the variable that is missing or makes no sense.
[[nodiscard]] std::optional<ProcessPlace> processFromEnvironment();

/// What this process computes on: where `wanted` is a GPU, or auto and there are some, that of its local rank. Throws
/// InvalidArgument for a GPU other than the first, which not all of them can have.
[[nodiscard]] DeviceId deviceOf(const ProcessPlace& place, DeviceId wanted);

struct ExchangeTimeouts {
    std::chrono::seconds join{600};        // until all processes have come
    std::chrono::seconds operation{1800};  // that others may spend between two exchanges, e.g. on validation
};

/// Meets the other processes through LibTorch's c10d: Gloo for tensors on the processor (on the interfaces that
/// GLOO_SOCKET_IFNAME names, else the host name's), NCCL for those on NVIDIA GPUs where the build has it. Throws
/// DeviceFailed when they do not come in time, UnsupportedInput when LibTorch was built without Gloo.
[[nodiscard]] std::unique_ptr<GradientExchange> joinProcesses(const ProcessPlace& place, DeviceId device = {},
                                                              const ExchangeTimeouts& timeouts = {});

}  // namespace scotopic
