// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

namespace scotopic {

/// An X-Trans raw as a Bayer sensor in its place would have stored it, RGGB from the first photosite on, so that
/// networks for Bayer raws take it: LibRaw's bilinear interpolation (`dcraw_emu -q 0`) where the colours differ, the
/// photosite itself where they do not. A photosite that is not there is the mean of those of its colour among its eight
/// neighbours, with those beside it counting twice; at the picture's edge of those in the nearest square that has some.
/// Levels, colours and everything else stay; the black level is one for each colour, and counts are rounded to whole
/// ones. Uses up to two threads of its own. Throws InvalidArgument where `raw` is no X-Trans raw.
[[nodiscard]] RawImage remosaicAsBayer(const RawImage& raw);

}  // namespace scotopic
