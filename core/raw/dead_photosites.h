// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace scotopic {

/// The standard deviation of read noise in DN, from the raw itself: that of the differences between neighbours of one
/// colour, in the quieter quarter of some thousand squares. Shot noise and texture make it too large in bright
/// pictures, never too small; 0 where there is no noise.
[[nodiscard]] float estimatedReadNoiseDn(const RawImage& raw);

/// How far below black a count may lie and still be noise, in DN: six times the read noise that the file tells, at
/// least 4; else six times the estimated one, at least a 32nd of the black level. Always a little further than the
/// counts that the picture has continuously from black down, which a black level that is off by some counts, bands and
/// heavy tails bring. None where no count lies further.
[[nodiscard]] std::optional<float> noiseReachDn(const RawImage& raw);

/// Fills the photosites that lie further below black than noise can explain: dead ones and columns, lost packets,
/// masked borders that the file does not declare. Amplified they would ruin the picture around them. Where black is so
/// low that noise may reach 0, nothing is filled, nor where fewer than an eighth of all would be left: then it is the
/// levels that are wrong. Returns how many were filled.
std::size_t fillDeadPhotosites(RawImage& raw);

/// Fills the photosites that `isDead` (not 0; size.area()) marks from those of the same colour to the left, the right,
/// above and below, the nearest the most. Areas more than one photosite wide get their surroundings mirrored, so that
/// their noise looks as noise does elsewhere. Areas more than kWidestFillPx wide and high get that along their edges,
/// so that no network sees a step, and fade to black in kDeepestFillPx: nobody knows what was there.
void fillPhotosites(RawImage& raw, const std::vector<std::uint8_t>& isDead);

inline constexpr int kWidestFillPx = 64;
inline constexpr int kDeepestFillPx = 192;  // as far as a photosite is seen by a network: see core/inference

}  // namespace scotopic
