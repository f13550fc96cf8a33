// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace scotopic {

/// How numbers are stored in a model file; in memory all are float32.
enum class ElementType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

[[nodiscard]] std::size_t bytesPerElement(ElementType type);
/// `bytes` little-endian, a whole number of elements.
[[nodiscard]] std::vector<float> toFloats(std::span<const std::byte> bytes, ElementType type);

/// Number of elements; throws CorruptInput for a negative extent or more elements than `limit`.
[[nodiscard]] std::uint64_t elementCountOf(std::span<const std::int64_t> shape, std::uint64_t limit);

[[nodiscard]] float floatFromHalf(std::uint16_t half);
/// IEEE 754 round to nearest, ties to even; beyond 65504 it becomes infinity.
[[nodiscard]] std::uint16_t halfFromFloat(float value);

}  // namespace scotopic
