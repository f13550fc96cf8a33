// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/files.h"
#include "core/network/model.h"

#include <filesystem>

namespace scotopic {

/// Reads a model file (.safetensors; F32, F16, BF16 tensors and I64 counters) and checks tensors against metadata.
/// Throws UnreadableInput, UnsupportedInput (another kind of file, another architecture), CorruptInput (truncated,
/// contradictory, NaN weights).
[[nodiscard]] Model readModelFile(const std::filesystem::path& file);

enum class WeightPrecision { F32, F16 };

/// Writes atomically; the file opens in Python with `safetensors`. Throws OutputFailed.
void writeModelFile(const std::filesystem::path& file, const Model& model, IfExists ifExists,
                    WeightPrecision precision = WeightPrecision::F32);

/// Throws UnsupportedInput for a camera-linear model that does not say that it takes white-balanced input
/// (core/base/camera_linear.h), or is for X-Trans.
void requireUsableLight(const Model& model, const std::filesystem::path& file);

}  // namespace scotopic
