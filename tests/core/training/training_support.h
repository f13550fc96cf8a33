// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/trainer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace scotopic::test {

/// Reproducible noise of the right shapes.
[[nodiscard]] TrainingExample randomExample(const UNetOptions& network, int patchPx, std::uint64_t seed);
[[nodiscard]] std::vector<TrainingExample> randomExamples(const UNetOptions& network, int patchPx, int count,
                                                          std::uint64_t seed);

/// fp32 on the processor.
[[nodiscard]] TrainingOptions smallTraining(Normalisation normalisation, int baseWidth = 4);

/// |a - b| / |b| over all values of two tensors of one size (L2); infinity when the sizes differ.
[[nodiscard]] double relativeDifference(const std::vector<float>& a, const std::vector<float>& b);
/// Tensor after tensor.
[[nodiscard]] std::vector<float> allValues(const Weights& weights);
/// The name of the first tensor that is missing in one or differs in a single bit; empty when all are equal.
[[nodiscard]] std::string firstDifference(const Weights& a, const Weights& b);

}  // namespace scotopic::test
