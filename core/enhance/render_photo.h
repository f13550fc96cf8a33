// SPDX-License-Identifier: MIT
#pragma once

#include "core/enhance/enhancer.h"
#include "core/network/model_choice.h"

namespace scotopic {

struct RenderedPhoto {
    SrgbPicture picture;   // upright
    PictureRecord record;  // enough to make it again
};

/// A photo at full size as `settings` say, whose model is that of `network`; null: the classical rendering. Colours are
/// those of camera-linear models; their white balance is the classical rendering's too. Display models heed none of
/// it. Throws what Enhancer::enhance() and renderClassical() do.
[[nodiscard]] RenderedPhoto renderPhoto(const RawImage& raw, const PhotoSettings& settings, Enhancer* network,
                                        const JobContext& context);

/// How the record says it for a picture that is written with these options.
[[nodiscard]] Provenance provenanceOf(PictureRecord record, const PictureFileOptions& file);

/// Bytes that come on top of the libraries while `network` renders a photo of `photosites` and writePicture() writes
/// it: the decoded raw, planes, weights, activations and the picture, or later the picture and its encodings.
[[nodiscard]] std::size_t renderingPeakBytes(PixelSize photosites, const Enhancer& network,
                                             const PictureFileOptions& file);

}  // namespace scotopic
