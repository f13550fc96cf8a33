// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"

#include <memory>
#include <string>

namespace scotopic {

/// On the CPU, Fp32 or Bf16. Throws UnsupportedInput when oneDNN has no kernels of that precision for the processor.
[[nodiscard]] std::unique_ptr<Engine> makeOneDnnEngine(const PlainNetwork& network, Precision precision);
[[nodiscard]] std::string oneDnnVersion();

}  // namespace scotopic
