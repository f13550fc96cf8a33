// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/exclusions.h"
#include "core/dataset/pair.h"
#include "core/metrics/metrics.h"

#include <string>
#include <vector>

namespace scotopic {

/// How pictures of 0..1 become the numbers that are scored; ground truth and output alike.
enum class Quantisation {
    Truncate8,  // (x * 255).astype(uint8), the study
    Round8,     // to the nearest of 0..255, as the authors of SID save their results
    Float,      // not at all
};

/// What a score means: which pictures, which of their pixels, which arithmetic. A score without it is nothing.
struct Protocol {
    std::string name = "study";        // as it was asked for
    bool onlyFirstOfBurst = true;      // the `_00` files
    bool leavesOutMisaligned = false;  // the scenes that SID's authors ask to leave out
    Quantisation quantisation = Quantisation::Truncate8;
    SsimKind ssim = SsimKind::Uniform7;
    int centreCropPx = 0;         // 0: the whole frame, else a centred square of the picture
    bool fitsBrightness = false;  // output times the one gain that brings it nearest to the truth (least squares)
    /// Each channel of the output times a gain plus an offset, which in linear light bring it nearest to the truth:
    /// takes out colour and errors of the black level.
    bool fitsLight = false;
};

/// A name, with changes after '+': "study", "paper+aligned", "study+all+float".
/// Names: study (reference, section 6), paper (the authors of SID: `_00` files as their test script writes them,
/// rounded to 8 bit, MATLAB's ssim of the RGB picture), full (all bursts, rounded, scikit-image's SSIM; later papers).
/// Changes: all, first (bursts); aligned (without the misaligned scenes); truncate8, round8, float; skimage, matlab,
/// matlab-grey (SSIM); cropN (centred square); gain (brightness fitted), fit (light fitted). Throws InvalidArgument.
[[nodiscard]] Protocol parseProtocol(const std::string& text);
/// Of several, separated by commas; each once.
[[nodiscard]] std::vector<Protocol> parseProtocols(const std::string& text);

/// Everything that decides a score apart from model and data, in one sentence.
[[nodiscard]] std::string describe(const Protocol& protocol);
/// The part of it that decides the score of one picture: protocols that only choose other images share it.
[[nodiscard]] std::string describePixels(const Protocol& protocol);
[[nodiscard]] bool takes(const Protocol& protocol, const ImagePair& pair);

}  // namespace scotopic
