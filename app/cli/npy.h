// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/files.h"
#include "core/base/planes.h"

#include <filesystem>

namespace scotopic::cli {

/// Writes a NumPy file (format 1.0): float32, C order, shape (planes, height, width). Atomically. Throws OutputFailed.
void writeNpy(const std::filesystem::path& file, const Planes& planes, IfExists ifExists);

}  // namespace scotopic::cli
