// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/base/planes.h"
#include "core/raw/raw_image.h"

namespace scotopic {

/// Mosaic to network input: subtract black, clip at 0, scale to 1 at white, multiply by `ratio`, clip at 1, fold.
/// Bayer: [4, height / 2, width / 2] in the order R, G of the red row, B, G of the blue row, starting at the first
/// whole block of the sensor's own phase brought to RGGB (one row and/or column is cut for other phases).
/// X-Trans: [9, height / 3, width / 3] of the area cut to multiples of 6, in the layout of the study's Fuji code.
/// Uses up to two threads of its own. Throws InvalidArgument for an unusable ratio.
[[nodiscard]] Planes pack(const RawImage& raw, ExposureRatio ratio);

/// The first photosite (row, column 0 or 1 for Bayer) that lands in the planes, and how many photosites do.
[[nodiscard]] PixelRect packedArea(const RawImage& raw);

/// The part of pack()'s result that `rect` (in plane pixels, inside it) selects, averaged over blocks of
/// `binning` x `binning` plane pixels before amplification and clipping at 1: [planes, ceil(h / binning), ceil(w /
/// binning)]; with counts below black clipped as pack() does it, or kept, down to kLowestAmplified.
[[nodiscard]] Planes packRegion(const RawImage& raw, ExposureRatio ratio, PixelRect rect, int binning = 1,
                                BelowBlack belowBlack = BelowBlack::Clip);

}  // namespace scotopic
