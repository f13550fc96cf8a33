// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/layer_constants.h"

#include <ATen/core/Tensor.h>

namespace scotopic {

/// Layers between convolutions with their gradients, as channels_last_kernels.h computes them: on the CPU, in float32,
/// float64 or bfloat16, for images [n, c, h, w]. Parameters are float32 (float64 for float64) whatever the image is.
[[nodiscard]] bool computesChannelsLast(const at::Tensor& features);

/// activation(features + bias), where activation(z) is z or, where that is not positive, slope * z. Overwrites
/// `features` where they are channels-last already: they must not be needed by anything else.
[[nodiscard]] at::Tensor addBiasAndActivate(const at::Tensor& features, const at::Tensor& bias, double slope);

/// A batch normalisation's parameters and running statistics [c], and how it is computed.
struct BatchNormLayer {
    at::Tensor gain;   // gamma
    at::Tensor shift;  // beta
    at::Tensor runningMean;
    at::Tensor runningVariance;
    double momentum = kBatchNormMomentum;
    double epsilon = kBatchNormEpsilon;
    bool usesBatch = true;  // normalises with, and goes on averaging, the batch's statistics; else running ones
};

/// activation(BN(features + bias)). Statistics of a batch take the bias away again: then its gradient is exactly 0,
/// where PyTorch's is what rounding leaves. The running variance is the unbiased one, as PyTorch's.
/// Throws c10::Error for a batch of one value a channel, which has no variance.
[[nodiscard]] at::Tensor normaliseAndActivate(const at::Tensor& features, const at::Tensor& bias,
                                              const BatchNormLayer& layer, double slope);

/// What a transposed convolution of 2x2 pixels with stride 2 and a skip connection give the next block:
/// products [n, 4 * c, h, w] (channels by row, column and channel of the 2x2 pixels), bias [c] or undefined,
/// skip [n, c, 2 * h, 2 * w] -> [n, 2 * c, 2 * h, 2 * w], upsampled channels first.
[[nodiscard]] at::Tensor spreadAndJoin(const at::Tensor& products, const at::Tensor& bias, const at::Tensor& skip);

}  // namespace scotopic
