// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"

#include <memory>
#include <string>

namespace scotopic {

/// Fp32 or Bf16 (on GPUs without bf16: fp16) on a device that is there.
[[nodiscard]] std::unique_ptr<Engine> makeTorchEngine(const PlainNetwork& network, DeviceId device,
                                                      Precision precision);

[[nodiscard]] int cudaDeviceCount();
[[nodiscard]] bool hasMps();
[[nodiscard]] std::string torchVersion();
/// The BLAS that LibTorch was built for, in its own words.
[[nodiscard]] std::string torchBlas();

}  // namespace scotopic
