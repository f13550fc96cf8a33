// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <cstdint>
#include <span>

namespace scotopic {

/// A picture to be scored: R, G, B interleaved, row-major, size.area() * 3 values. Borrowed.
struct Scored8Bit {
    PixelSize size;
    std::span<const std::uint8_t> rgb;  // 0..255
};
struct ScoredFloat {
    PixelSize size;
    std::span<const float> rgb;  // 0..1
};

enum class SsimKind {
    /// scikit-image's structural_similarity(win_size=7, channel_axis=2): uniform window, sample covariance, a border
    /// of 3 cut, mean over channels. At least 7 x 7 pixels.
    Uniform7,
    /// MATLAB's ssim(A, ref) of RGB pictures: Wang et al. 2004 (Gaussian 1.5 cut at 11, replicated border, population
    /// covariance), with an RGB array taken for a volume of three slices, so that the window spans the channels too.
    Gaussian11Volume,
    /// MATLAB's ssim(rgb2gray(A), rgb2gray(ref)): the same in two dimensions on the luminance, which is rounded to 8
    /// bit for 8-bit pictures.
    Gaussian11Luminance,
};

/// 10 log10(peak^2 / mean squared error) over all pixels and channels; infinity for equal pictures. Peak: 255 or 1.
/// Throws InvalidArgument when the sizes differ.
[[nodiscard]] double psnrDb(const Scored8Bit& picture, const Scored8Bit& truth);
[[nodiscard]] double psnrDb(const ScoredFloat& picture, const ScoredFloat& truth);

/// K1 0.01, K2 0.03, data range 255 or 1. Uses up to two threads of its own. Throws InvalidArgument when the sizes
/// differ or are smaller than the window.
[[nodiscard]] double ssim(const Scored8Bit& picture, const Scored8Bit& truth, SsimKind kind);
[[nodiscard]] double ssim(const ScoredFloat& picture, const ScoredFloat& truth, SsimKind kind);

/// Mean absolute difference, 0..1.
[[nodiscard]] double meanAbsoluteError(const ScoredFloat& picture, const ScoredFloat& truth);

}  // namespace scotopic
