// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/image/picture_file.h"

#include <filesystem>

namespace scotopic {

/// Of the first picture in a TIFF, classic or BigTIFF. Throws UnsupportedInput and CorruptInput.
[[nodiscard]] PictureFacts tiffFacts(const std::filesystem::path& file);

/// That picture, upright: grey, RGB, palettes and YCbCr of 1 to 16 bits a sample, spread to 16; in strips or tiles,
/// interleaved or plane by plane, with every compression that libtiff knows. Samples beyond the colours (opacity) are
/// left out, colours stay as they are stored. Row by row, however long a strip says it is: RowsPerStrip counts no
/// further than the picture's height (TIFF 6.0, "RowsPerStrip": 2^32 - 1 is infinity).
/// Throws UnsupportedInput for other samples and colours and for absurd sizes, CorruptInput, and Cancelled.
[[nodiscard]] SrgbPicture decodeTiff(const std::filesystem::path& file, const JobContext& context);

}  // namespace scotopic
