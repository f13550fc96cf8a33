// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"

#include <memory>
#include <string>
#include <vector>

namespace scotopic {

/// On the CPU, Fp32 or Bf16. Throws UnsupportedInput when oneDNN has no kernels of that precision for the processor.
[[nodiscard]] std::unique_ptr<Engine> makeOneDnnEngine(const PlainNetwork& network, Precision precision);
[[nodiscard]] std::string oneDnnVersion();
/// The kernels oneDNN takes for a tile, convolution by convolution; one of its reference kernels is a bug.
/// Throws UnsupportedInput.
[[nodiscard]] std::vector<std::string> oneDnnImplementations(const PlainNetwork& network, Precision precision,
                                                             PixelSize tile);

}  // namespace scotopic
