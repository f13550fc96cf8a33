// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/raw/dng_facts.h"
#include "core/raw/raw_image.h"

#include <cstddef>

namespace scotopic {

/// Fills the photosites that a DNG calls bad: those of its lists, and those that hold the count it keeps for them
/// (DNG 1.4, chapter 7: FixBadPixelsList, FixBadPixelsConstant). Nothing where that would be more than an eighth of
/// all: then the count is an honest one. Returns how many were filled.
std::size_t fillListedPhotosites(RawImage& raw, const DngPicture& picture);

}  // namespace scotopic
