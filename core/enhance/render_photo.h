// SPDX-License-Identifier: MIT
#pragma once

#include "core/enhance/enhancer.h"
#include "core/network/model_choice.h"

namespace scotopic {

/// How a photo is to be rendered at full size.
struct PhotoRendering {
    ExposureRatio ratio;
    Enhancer* network = nullptr;  // null: the classical rendering
    float noiseThreshold = 0;     // of the classical rendering, as renderClassical() takes it
    /// Of camera-linear models; its white balance is the classical rendering's too. Display models heed none of it.
    LightLook look = {};
};

struct RenderedPhoto {
    SrgbPicture picture;    // upright
    Provenance provenance;  // enough to make it again
};

/// Throws what Enhancer::enhance() and renderClassical() do.
[[nodiscard]] RenderedPhoto renderPhoto(const RawImage& raw, const PhotoRendering& rendering,
                                        const JobContext& context);

/// Bytes that come on top of the libraries while `network` renders a photo of `photosites` and writePicture() writes
/// it: the decoded raw, planes, weights, activations and the picture, or later the picture and its encodings.
[[nodiscard]] std::size_t renderingPeakBytes(PixelSize photosites, const Enhancer& network,
                                             const PictureFileOptions& file);

}  // namespace scotopic
