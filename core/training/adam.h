// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace scotopic {

/// Adam (Kingma and Ba 2015) as torch.optim.Adam computes it with its defaults: betas 0.9 and 0.999, eps 1e-8, no
/// weight decay. Its state is open, because a run is saved and goes on.
class Adam {
public:
    explicit Adam(std::vector<at::Tensor> parameters);

    /// One update in place; one gradient a parameter, in their order.
    void step(const std::vector<at::Tensor>& gradients, double learningRate);

    std::vector<at::Tensor> firstMoments;   // running means of the gradients, by parameter
    std::vector<at::Tensor> secondMoments;  // and of their squares
    long steps = 0;

private:
    /// The same in one pass over memory, for float32 parameters on the CPU. The learning rate is bias-corrected.
    void stepOnProcessor(const std::vector<at::Tensor>& gradients, double learningRate, double rootCorrection2);

    std::vector<at::Tensor> m_parameters;
};

}  // namespace scotopic
