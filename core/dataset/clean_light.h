// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/clean_patch.h"

#include <vector>

namespace scotopic {

/// The light that falls on the patch of a shot: [3, side, side] white-balanced camera RGB, full scale 1, before
/// anything clips; `side` in picture pixels. From any thread.
[[nodiscard]] std::vector<float> lightOnPatch(const CleanSet& set, const CleanShot& shot, int side);

}  // namespace scotopic
