// SPDX-License-Identifier: MIT
#pragma once

namespace scotopic {

/// ITU-R BT.709's transfer curve from linear light to signal, both 0..1: LibRaw's default "gamma 2.222 4.5", which
/// the study's ground truth has.
[[nodiscard]] float bt709FromLinear(float linear);
/// Its inverse.
[[nodiscard]] float linearFromBt709(float signal);

}  // namespace scotopic
