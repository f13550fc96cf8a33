// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/image/picture.h"

namespace scotopic {

/// As EXIF wants it.
inline constexpr PixelSize kThumbnailLimit{160, 120};

/// The picture averaged down so that it fits a limit, its sides at least 1; itself where it does.
[[nodiscard]] SrgbPicture shrunkToFit(const SrgbPicture& picture, PixelSize limit);

}  // namespace scotopic
