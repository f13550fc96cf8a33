// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace scotopic {

/// Linear sRGB; 1 is a white surface where the picture is exposed for it.
struct Light {
    float r = 0;
    float g = 0;
    float b = 0;

    friend Light operator+(Light a, Light b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
    friend Light operator*(Light a, Light b) { return {a.r * b.r, a.g * b.g, a.b * b.b}; }
    friend Light operator*(Light a, float factor) { return {a.r * factor, a.g * factor, a.b * factor}; }
    Light& operator+=(Light other) { return *this = *this + other; }
};

inline Light mixed(Light a, Light b, float fractionOfB)
{
    return a * (1 - fractionOfB) + b * fractionOfB;
}

/// Rises from 0 at `from` to 1 at `to`, smooth at both ends.
inline float smoothStep(float from, float to, float x)
{
    const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// A number in [0, 1) that depends on nothing but the cell.
inline float cellRandom(int column, int row, std::uint32_t kind)
{
    // Integer finaliser in the manner of MurmurHash3 (Appleby, public domain).
    std::uint32_t hash = static_cast<std::uint32_t>(column) * 0x9E3779B1U
                         ^ static_cast<std::uint32_t>(row) * 0x85EBCA77U ^ kind * 0xC2B2AE3DU;
    hash = (hash ^ hash >> 16) * 0x7FEB352DU;
    hash = (hash ^ hash >> 15) * 0x846CA68BU;
    hash ^= hash >> 16;
    return static_cast<float>(hash >> 8) / 16777216.0F;
}

inline int cellOf(float x)
{
    const int towardsZero = static_cast<int>(x);
    return towardsZero - (x < static_cast<float>(towardsZero) ? 1 : 0);
}

/// Smooth noise in [0, 1] with one bump a unit.
inline float smoothNoise(float x, float y, std::uint32_t kind)
{
    const int column = cellOf(x);
    const int row = cellOf(y);
    const auto eased = [](float t) { return t * t * (3 - 2 * t); };
    const float fx = eased(x - static_cast<float>(column));
    const float fy = eased(y - static_cast<float>(row));
    const auto along = [&](int r) {
        return cellRandom(column, r, kind) * (1 - fx) + cellRandom(column + 1, r, kind) * fx;
    };
    return along(row) * (1 - fy) + along(row + 1) * fy;
}

/// Several octaves of it, in [0, 1].
inline float roughNoise(float x, float y, std::uint32_t kind, int octaves)
{
    float sum = 0;
    float weight = 0.5F;
    float total = 0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += weight * smoothNoise(x, y, kind + static_cast<std::uint32_t>(octave));
        total += weight;
        weight /= 2;
        x *= 2.03F;
        y *= 2.03F;
    }
    return sum / total;
}

}  // namespace scotopic
