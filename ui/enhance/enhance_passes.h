// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/photo.h"

#include <QPointF>

#include <functional>
#include <optional>
#include <vector>

namespace scotopic {

/// One run of the network over part of a photo, for the screen.
struct EnhancePass {
    PixelRect photosites;  // sensor frame
    int binning = 1;
    bool isCoarse = false;  // a finer one follows
};

/// A finished tile, where it lies in the upright picture.
struct EnhancedPatch {
    PicturePatch patch;
    QRect where;
    int binning = 1;
    bool isCoarse = false;
    bool isFirstOfPass = false;
    std::optional<Histogram> histogram;        // of a tile with all that is shown
    std::shared_ptr<const CameraLight> light;  // of a camera-linear model: what the patch was rendered from
    Rendition rendition;
};

/// With what the network runs, and how its light is rendered if it gives light.
struct PassInput {
    ExposureRatio networkRatio;
    Rendition rendition;
    QPointF focus;  // in the upright picture, like `shown`
    QRectF shown;
};

/// For the device worker's thread: the passes one after the other, tiles nearest to the focus first.
void runPasses(const Photo& photo, Enhancer& enhancer, const PassInput& input, const std::vector<EnhancePass>& passes,
               const std::function<void(EnhancedPatch)>& send, const JobContext& context);

/// Light of part of a photo as it is to be seen, upright.
[[nodiscard]] QImage renderedLight(const RawImage& raw, const CameraLight& light, const Rendition& rendition);

/// LibRaw's own development of the whole photo, for looking at its pixels.
[[nodiscard]] PicturePatch developWhole(const Photo& photo, ExposureRatio ratio,
                                        std::optional<WhiteBalanceGains> whiteBalance, const JobContext& context);

}  // namespace scotopic
