// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/base/geometry.h"
#include "core/base/job.h"
#include "core/raw/raw_image.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace scotopic {

/// LibRaw's rendering: sRGB primaries, BT.709 gamma (2.222, 4.5), upright.
/// uint16 R, G, B interleaved, row-major, size.area() * 3.
struct DevelopedRaw {
    PixelSize size;
    std::vector<std::uint16_t> rgb;
};

struct DevelopOptions {
    ExposureRatio ratio;          // applied to the counts above black, clipped at white, before demosaicing
    float noiseThreshold = 0.0F;  // LibRaw's wavelet denoising (`dcraw_emu -n`), in 16-bit counts; 0: none
    bool stretchesAsShot = true;  // at ratio 1: LibRaw brings a picture whose brightest photosite lies above 75 % of
                                  // white, but below it, up to white
    std::optional<std::array<float, 3>> whiteBalance = {};  // gains of R, G, B; none: the raw's own
    bool squaresPixels = true;  // LibRaw stretches pictures of photosites that are not square; else one pixel for each
};

/// The study's ground truth: `dcraw_process` with use_camera_wb=1, half_size=0, no_auto_bright=1, output_bps=16, all
/// else at its defaults; at ratio 1 bit-identical to `dcraw_emu -w -W -6` of the same LibRaw, where the file has a
/// white balance, asks for nothing that LibRaw leaves out, and readRaw() had nothing to repair. At any other ratio
/// brightness follows the ratio exactly: LibRaw's stretch of a picture that ends below white is then off, as it is at
/// ratio 1 without `stretchesAsShot` (`dcraw_emu -c 0`). `raw` is enough: its file is not read again. Usable from any
/// thread. Throws InvalidArgument for a raw that was not decoded from a file, Cancelled.
[[nodiscard]] DevelopedRaw develop(const RawImage& raw, const DevelopOptions& options, const JobContext& context);

/// The same of a file. Throws as readRaw() does, too.
[[nodiscard]] DevelopedRaw develop(const std::filesystem::path& file, const DevelopOptions& options,
                                   const JobContext& context);

}  // namespace scotopic
