// SPDX-License-Identifier: MIT
#pragma once

#include "core/inference/engine.h"

namespace scotopic {

/// `wanted` with Auto resolved: the first GPU, else the processor. Throws DeviceFailed when it is not there.
[[nodiscard]] DeviceId presentDevice(DeviceId wanted);
/// Fp32 or Bf16; Auto: bf16 where the device computes it natively.
[[nodiscard]] Precision precisionFor(DeviceId device, Precision wanted);

}  // namespace scotopic
