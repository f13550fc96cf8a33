// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/foreign_model.h"
#include "core/network/import_model.h"

#include <string>

namespace scotopic {

/// Finds the SID U-Net among the tensors of another program's file by the table of name layouts, renames it to the
/// study's names and brings kernels and channels into PyTorch's order. `weights` as importModel() has it. Throws
/// UnsupportedInput and CorruptInput without the file's name.
[[nodiscard]] ImportedModel mapToStudyNames(const ForeignModel& foreign, const std::string& weights = {});

}  // namespace scotopic
