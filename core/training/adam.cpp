// SPDX-License-Identifier: MIT
#include "core/training/adam.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <utility>

namespace scotopic {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

}  // namespace

Adam::Adam(std::vector<at::Tensor> parameters) : m_parameters(std::move(parameters))
{
    for (const at::Tensor& parameter : m_parameters) {
        firstMoments.push_back(at::zeros_like(parameter));
        secondMoments.push_back(at::zeros_like(parameter));
    }
}

void Adam::step(const std::vector<at::Tensor>& gradients, double learningRate)
{
    const at::NoGradGuard noGrad;
    ++steps;
    const double correction1 = 1 - std::pow(kBeta1, static_cast<double>(steps));
    const double correction2 = 1 - std::pow(kBeta2, static_cast<double>(steps));

    at::_foreach_mul_(firstMoments, kBeta1);
    at::_foreach_add_(firstMoments, gradients, 1 - kBeta1);
    at::_foreach_mul_(secondMoments, kBeta2);
    at::_foreach_addcmul_(secondMoments, gradients, gradients, 1 - kBeta2);

    std::vector<at::Tensor> denominators = at::_foreach_sqrt(secondMoments);
    at::_foreach_div_(denominators, std::sqrt(correction2));
    at::_foreach_add_(denominators, kEpsilon);
    at::_foreach_addcdiv_(m_parameters, firstMoments, denominators, -learningRate / correction1);
}

}  // namespace scotopic
