// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/samples.h"

namespace scotopic {

/// Writes sample pictures as PNG with an sRGB profile; in builds that have the codecs.
[[nodiscard]] WritePicture samplePngWriter();

}  // namespace scotopic
