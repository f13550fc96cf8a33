// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

inline constexpr double kLeakySlope = 0.2;         // of every activation; Chen et al. 2018
inline constexpr double kBatchNormEpsilon = 1e-5;  // PyTorch's default, as in the study
inline constexpr double kBatchNormMomentum = 0.1;  // the same

}  // namespace scotopic
