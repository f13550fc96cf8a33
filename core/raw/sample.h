// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/raw/raw_image.h"

#include <cstdint>

namespace scotopic {

/// What the sample raw shows and how dark it was shot.
struct SampleOptions {
    PixelSize size{2048, 1360};   // even; a few MP
    ExposureRatio ratio{100.0F};  // how many times too short the exposure was
    std::uint64_t seed = 1;
};

/// A procedural night scene as a 14-bit Bayer sensor would have read it: lamps with clipped cores, fine texture, a
/// colour chart, text; photon noise (Poisson), read noise (Gaussian), row noise and quantisation with the
/// calibrated magnitudes of the ELD noise model (Wei et al. 2020). The same options give the same counts.
[[nodiscard]] RawImage makeSampleRaw(const SampleOptions& options);

}  // namespace scotopic
