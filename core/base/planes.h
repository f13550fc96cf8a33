// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <cstddef>
#include <vector>

namespace scotopic {

/// What becomes of counts below the black level, which noise brings: display models were trained with them clipped.
enum class BelowBlack { Clip, Keep };

/// Amplified counts below black end here where they are kept: at six times the strongest read noise that the default
/// model was trained with, 0.3 of white (core/dataset/clean_patch.cpp).
inline constexpr float kLowestAmplified = -1.8F;

/// The network's input without a tensor: a mosaic folded into one plane per position of its pattern.
/// float32, plane after plane, rows of `width`: [planes, height, width]; 1 at saturation,
/// from 0, or a little below it where counts below black are kept.
/// Bayer: 4 planes R, G (red row), B, G (blue row) at half size. X-Trans: 9 planes at a third.
struct Planes {
    int planes = 0;
    int height = 0;
    int width = 0;
    std::vector<float> values;

    Planes() = default;
    Planes(int planeCount, int rows, int columns)
        : planes(planeCount), height(rows), width(columns),
          values(static_cast<std::size_t>(planeCount) * static_cast<std::size_t>(rows)
                 * static_cast<std::size_t>(columns))
    {
    }

    [[nodiscard]] PixelSize size() const { return {width, height}; }
    [[nodiscard]] float* row(int plane, int y)
    {
        return values.data()
               + (static_cast<std::size_t>(plane) * static_cast<std::size_t>(height) + static_cast<std::size_t>(y))
                     * static_cast<std::size_t>(width);
    }
    [[nodiscard]] const float* row(int plane, int y) const { return const_cast<Planes*>(this)->row(plane, y); }
    /// Photosites per plane pixel along one axis, which is also the factor between plane and picture size.
    [[nodiscard]] int stride() const { return planes == 9 ? 3 : 2; }
};

}  // namespace scotopic
