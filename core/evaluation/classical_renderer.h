// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/contestant.h"

namespace scotopic {

/// LibRaw's rendering of the amplified raw, without a network: turned back to the sensor's orientation and cut to what
/// the planes cover, as ground truths are. Needs the raws that the cache was decoded from.
[[nodiscard]] Contestant classicalContestant(const ScoringRatio& ratio);
/// The same after LibRaw's wavelet noise reduction (DevelopOptions::noiseThreshold, above 0).
[[nodiscard]] Contestant denoisedContestant(const ScoringRatio& ratio, float noiseThreshold);

/// suggestRatio() of the pair's raw. Throws as readRaw().
[[nodiscard]] ExposureRatio automaticRatio(const ImagePair& pair);

}  // namespace scotopic
