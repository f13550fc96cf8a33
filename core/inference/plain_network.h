// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/layer_constants.h"
#include "core/network/model.h"

#include <array>
#include <optional>
#include <vector>

namespace scotopic {

/// 3x3 or 1x1, padding to the same size; [out, in, k, k] and [out].
struct Convolution {
    int inputChannels = 0;
    int outputChannels = 0;
    int kernel = 3;
    std::vector<float> weights;
    std::vector<float> bias;
};

/// 2x2 with stride 2; [in, out, 2, 2] and [out] (zeros where the network has none).
struct UpConvolution {
    int inputChannels = 0;
    int outputChannels = 0;
    std::vector<float> weights;
    std::vector<float> bias;
};

/// Batch or group normalisation that has not been folded yet, after convolution `convolution`.
struct BatchNorm {
    int convolution = 0;
    int groups = 0;            // of neighbouring channels that share their statistics; 0: each has its own
    std::vector<float> gain;   // gamma
    std::vector<float> shift;  // beta
};

inline constexpr int kConvolutionCount = 19;

/// The U-Net as engines see it: convolutions and nothing else; batch normalisation with fixed statistics is folded.
/// Convolutions in order of execution: conv1, conv1_2, …, conv5_2, conv6, …, conv9_2 (index 0..17), conv10 (18).
struct PlainNetwork {
    UNetOptions options;
    std::vector<Convolution> convolutions;  // 19
    std::array<UpConvolution, 4> ups;       // up6..up9
};

/// The network with running statistics folded in (equal to eval()). Throws InvalidArgument for group normalisation,
/// which has none.
[[nodiscard]] PlainNetwork foldRunningStatistics(const Model& model);
/// The network without its normalisations, and the normalisations, in order of execution, to be folded once the
/// frame's statistics are known.
[[nodiscard]] PlainNetwork withoutNormalisation(const Model& model);
[[nodiscard]] std::vector<BatchNorm> normalisationsOf(const Model& model);
/// `convolution` followed by batch normalisation with this mean and (biased) variance per channel.
[[nodiscard]] Convolution folded(const Convolution& convolution, const BatchNorm& norm, const std::vector<double>& mean,
                                 const std::vector<double>& variance);

}  // namespace scotopic
