// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

namespace at {
class Tensor;
}

namespace scotopic {

/// The processes of one run, each on its own part of an epoch's examples and all with the same weights. Every process
/// makes the same calls in the same order, each blocking until all have made it. Throw DeviceFailed when another
/// process is lost.
class GradientExchange {
public:
    virtual ~GradientExchange() = default;

    [[nodiscard]] virtual int rank() const = 0;  // 0 writes the run's files
    [[nodiscard]] virtual int size() const = 0;

    /// Replaces float32 tensors by their means over all processes, in place; equal bit for bit on all of them.
    virtual void average(const std::vector<at::Tensor>& tensors) = 0;
    /// Replaces tensors by those of process 0.
    virtual void broadcast(const std::vector<at::Tensor>& tensors) = 0;
};

}  // namespace scotopic
