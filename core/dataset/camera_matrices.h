// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/matrix3.h"
#include "core/base/random_numbers.h"

namespace scotopic {

/// A camera's matrix from CIE XYZ (D65), as DNG's ColorMatrix and dcraw have it, made one from linear sRGB to
/// white-balanced camera RGB: rows sum to 1, so that white stays white.
[[nodiscard]] Matrix3<double> balancedCameraFromSrgb(const Matrix3<double>& cameraFromXyz);

/// A camera between two of a dozen real ones (Canon, Nikon, Sony, phones of the Darmstadt noise set): linear
/// white-balanced camera RGB from linear sRGB.
[[nodiscard]] Matrix3<float> drawCameraFromSrgb(RandomNumbers& random);

}  // namespace scotopic
