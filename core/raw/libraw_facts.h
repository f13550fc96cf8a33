// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/raw/raw_image.h"

#include <libraw/libraw.h>

namespace scotopic {

/// What LibRaw keeps of a decoded raw for developing it, without its photosites.
struct LibRawFacts {
    libraw_colordata_t color;
    libraw_image_sizes_t sizes;
    libraw_iparams_t identity;
    libraw_internal_output_params_t output;
    bool hasFixedMaximum = false;  // of a decoder whose white level LibRaw never adjusts to the picture
    BlackLevel black;              // that LibRaw subtracts
    float whiteLevelDn = 0;
};

}  // namespace scotopic
