// SPDX-License-Identifier: MIT
#include "core/network/element_type.h"

#include "core/base/error.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace scotopic {

namespace {

float floatFromBfloat16(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

template <class Stored, class Convert>
std::vector<float> converted(std::span<const std::byte> bytes, Convert convert)
{
    std::vector<float> values(bytes.size() / sizeof(Stored));
    for (std::size_t i = 0; i < values.size(); ++i) {
        Stored stored;
        std::memcpy(&stored, bytes.data() + i * sizeof stored, sizeof stored);
        values[i] = convert(stored);
    }
    return values;
}

template <class Stored>
std::vector<float> cast(std::span<const std::byte> bytes)
{
    return converted<Stored>(bytes, [](Stored stored) { return static_cast<float>(stored); });
}

}  // namespace

std::size_t bytesPerElement(ElementType type)
{
    switch (type) {
    case ElementType::F64:
    case ElementType::I64: return 8;
    case ElementType::F32:
    case ElementType::I32: return 4;
    case ElementType::F16:
    case ElementType::BF16:
    case ElementType::I16: return 2;
    case ElementType::I8:
    case ElementType::U8:
    case ElementType::Bool: return 1;
    }
    assert(false);
    return 1;
}

std::vector<float> toFloats(std::span<const std::byte> bytes, ElementType type)
{
    assert(bytes.size() % bytesPerElement(type) == 0);
    switch (type) {
    case ElementType::F64: return cast<double>(bytes);
    case ElementType::F32: return cast<float>(bytes);
    case ElementType::F16: return converted<std::uint16_t>(bytes, floatFromHalf);
    case ElementType::BF16: return converted<std::uint16_t>(bytes, floatFromBfloat16);
    case ElementType::I64: return cast<std::int64_t>(bytes);
    case ElementType::I32: return cast<std::int32_t>(bytes);
    case ElementType::I16: return cast<std::int16_t>(bytes);
    case ElementType::I8: return cast<std::int8_t>(bytes);
    case ElementType::U8:
    case ElementType::Bool: return cast<std::uint8_t>(bytes);
    }
    assert(false);
    return {};
}

std::uint64_t elementCountOf(std::span<const std::int64_t> shape, std::uint64_t limit)
{
    std::uint64_t count = 1;
    for (const std::int64_t extent : shape) {
        if (extent < 0) {
            throw CorruptInput("holds a tensor of a negative size");
        }
        if (extent == 0) {
            return 0;
        }
    }
    for (const std::int64_t extent : shape) {
        if (static_cast<std::uint64_t>(extent) > limit / count) {
            throw CorruptInput("holds a tensor larger than its data");
        }
        count *= static_cast<std::uint64_t>(extent);
    }
    return count;
}

float floatFromHalf(std::uint16_t half)
{
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> 10U) & 0x1FU;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) {
        const float magnitude = std::ldexp(static_cast<float>(mantissa), -24);
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t wideExponent = exponent == 31 ? 255 : exponent + 112;
    return std::bit_cast<float>(sign | (wideExponent << 23U) | (mantissa << 13U));
}

std::uint16_t halfFromFloat(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
    const float magnitude = std::fabs(value);
    if (std::isnan(value)) {
        return static_cast<std::uint16_t>(sign | 0x7E00U);
    }
    if (magnitude >= 65520.0F) {  // halfway between the largest half and the next step
        return static_cast<std::uint16_t>(sign | 0x7C00U);
    }
    if (magnitude < 0x1p-14F) {  // subnormal half: a multiple of 2^-24, rounded by the current mode, ties to even
        return static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(std::nearbyint(magnitude * 0x1p24F)));
    }
    const std::uint32_t unbiased = (bits & 0x7FFFFFFFU) - (112U << 23U);
    const std::uint32_t roundUp = 0xFFFU + ((unbiased >> 13U) & 1U);
    return static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>((unbiased + roundUp) >> 13U));
}

}  // namespace scotopic
