// SPDX-License-Identifier: MIT
#pragma once

#include "core/image/picture.h"
#include "core/raw/raw_image.h"

namespace scotopic {

/// How large the upright picture of all photosites is once its pixels are square: LibRaw's rounding.
[[nodiscard]] PixelSize squaredSize(const RawImage& raw);
/// The part of that picture that the file wants shown (DNG's DefaultCrop); all of it where it says nothing.
[[nodiscard]] PixelRect shownArea(const RawImage& raw);

/// An upright picture of a part of `raw` with a pixel for each photosite, stretched along one axis where those are not
/// square. Linear between neighbours, as LibRaw does it.
[[nodiscard]] SrgbPicture squared(SrgbPicture picture, const RawImage& raw);
/// What is shown of a squared picture: all of it, or what of the crop it has. `covered`: the photosites that it was
/// made of, which for networks are those that fill whole blocks (packedArea()).
enum class Shown { Crop, WholeArea };
[[nodiscard]] SrgbPicture shownPart(SrgbPicture squaredPicture, const RawImage& raw, PixelRect covered, Shown shown);

}  // namespace scotopic
