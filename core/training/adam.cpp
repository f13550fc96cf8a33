// SPDX-License-Identifier: MIT
#include "core/training/adam.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace scotopic {
namespace {

constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kEpsilon = 1e-8;

constexpr std::int64_t kChunk = 1 << 14U;

/// The numbers of one update, the same for all parameters.
struct Update {
    float learningRate = 0;     // with the first moment's bias correction
    float rootCorrection2 = 0;  // square root of the second moment's

    /// All four arrays are read once and three written: memory's speed is what an update costs.
    void apply(float* parameter, const float* gradient, float* first, float* second, std::int64_t count) const
    {
        constexpr auto kRest1 = static_cast<float>(1 - kBeta1);
        constexpr auto kRest2 = static_cast<float>(1 - kBeta2);
        for (std::int64_t i = 0; i < count; ++i) {
            first[i] = first[i] * static_cast<float>(kBeta1) + gradient[i] * kRest1;
            second[i] = second[i] * static_cast<float>(kBeta2) + gradient[i] * gradient[i] * kRest2;
            const float denominator = std::sqrt(second[i]) / rootCorrection2 + static_cast<float>(kEpsilon);
            parameter[i] -= learningRate * (first[i] / denominator);
        }
    }
};

bool isPlain(const at::Tensor& tensor)
{
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_non_overlapping_and_dense();
}

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
    if (std::ranges::all_of(m_parameters, isPlain)) {
        stepOnProcessor(gradients, learningRate / correction1, std::sqrt(correction2));
        return;
    }
    at::_foreach_mul_(firstMoments, kBeta1);
    at::_foreach_add_(firstMoments, gradients, 1 - kBeta1);
    at::_foreach_mul_(secondMoments, kBeta2);
    at::_foreach_addcmul_(secondMoments, gradients, gradients, 1 - kBeta2);

    std::vector<at::Tensor> denominators = at::_foreach_sqrt(secondMoments);
    at::_foreach_div_(denominators, std::sqrt(correction2));
    at::_foreach_add_(denominators, kEpsilon);
    at::_foreach_addcdiv_(m_parameters, firstMoments, denominators, -learningRate / correction1);
}

void Adam::stepOnProcessor(const std::vector<at::Tensor>& gradients, double learningRate, double rootCorrection2)
{
    const Update update{static_cast<float>(learningRate), static_cast<float>(rootCorrection2)};
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const at::Tensor& parameter = m_parameters[i];
        // All in the parameter's own order of memory; moments are from the beginning.
        const at::Tensor gradient = gradients[i].strides() == parameter.strides()
                                        ? gradients[i]
                                        : at::empty_like(parameter).copy_(gradients[i]);
        auto* const values = parameter.data_ptr<float>();
        const auto* const slopes = gradient.data_ptr<float>();
        auto* const first = firstMoments[i].data_ptr<float>();
        auto* const second = secondMoments[i].data_ptr<float>();
        const std::int64_t count = parameter.numel();
#pragma omp parallel for schedule(static) if (count > kChunk)
        for (std::int64_t from = 0; from < count; from += kChunk) {
            update.apply(values + from, slopes + from, first + from, second + from, std::min(kChunk, count - from));
        }
    }
}

}  // namespace scotopic
