// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/files.h"
#include "core/raw/raw_image.h"

#include <filesystem>

namespace scotopic {

/// Writes a Bayer readout as an uncompressed 16-bit DNG 1.4 that LibRaw, exiv2 and raw developers open: levels, CFA,
/// white balance (AsShotNeutral), colour matrix, exposure, ISO, aperture, orientation, make, model.
/// Throws UnsupportedInput for X-Trans, OutputFailed when it cannot be written.
void writeDng(const std::filesystem::path& file, const RawImage& raw, IfExists ifExists);

}  // namespace scotopic
