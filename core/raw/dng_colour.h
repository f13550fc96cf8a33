// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"
#include "core/raw/tiff_fields.h"

#include <array>
#include <optional>
#include <vector>

namespace scotopic {

/// DNG's ColorMatrix for D65: unbalanced camera RGB from XYZ, row-major. The shot's own white balance is taken for
/// the camera's response to D65, so that the matrix and AsShotNeutral together give `srgbFromCamera` back.
[[nodiscard]] std::vector<TiffFields::Rational> colorMatrixOf(const RawImage& raw);

/// DNG's AsShotNeutral: what a white surface reads in the shot's light.
[[nodiscard]] std::vector<TiffFields::Rational> neutralOf(const RawImage& raw);

/// Multipliers of R, G, B, green's being 1, for the light of D65, from a ColorMatrix (nine elements). None where it
/// says nothing about colour.
[[nodiscard]] std::optional<std::array<float, 3>> balanceForDaylight(const std::vector<double>& colourMatrix);

}  // namespace scotopic
