// SPDX-License-Identifier: MIT
#pragma once

// Private to this room: pictures made for a report.
#include "core/dataset/decoded_cache.h"
#include "core/evaluation/frame_scores.h"
#include "core/image/picture.h"

#include <string>
#include <vector>

namespace scotopic {

/// Letters, digits, dots and underscores stay; everything else becomes one '-'.
[[nodiscard]] std::string fileNamePart(const std::string& text);

[[nodiscard]] SrgbPicture toPicture(const RenderedFrame& frame);
[[nodiscard]] SrgbPicture toPicture(const DecodedLong& truth);
/// The amplified planes as a picture of their own size: means of each colour's planes, balanced so that the colours'
/// proportions are the ground truth's (a decoded cache has no white balance), BT.709's curve.
[[nodiscard]] SrgbPicture inputPicture(const DecodedShort& input, ExposureRatio ratio, const DecodedLong& truth);

/// Averaged over squares so that neither side is longer than `longestPx`.
[[nodiscard]] SrgbPicture shrunk(const SrgbPicture& picture, int longestPx);
/// The middle `edgePx` x `edgePx` pixels, or all of them.
[[nodiscard]] SrgbPicture middleOf(const SrgbPicture& picture, int edgePx);
/// Mean absolute difference over channels from 0 to a quarter of the range, in the colours of matplotlib's "magma".
/// Sizes are equal.
[[nodiscard]] SrgbPicture errorMap(const SrgbPicture& picture, const SrgbPicture& truth);

/// Rows of pictures on white, a little apart; as high and wide as the largest needs.
[[nodiscard]] SrgbPicture sheetOf(const std::vector<std::vector<SrgbPicture>>& rows);

}  // namespace scotopic
