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
    std::optional<Histogram> histogram;  // of a tile that is the whole picture
};

/// For the device worker's thread: the passes one after the other, tiles nearest to `focus` (upright picture) first.
void runPasses(const Photo& photo, Enhancer& enhancer, ExposureRatio ratio, const std::vector<EnhancePass>& passes,
               QPointF focus, const std::function<void(EnhancedPatch)>& send, const JobContext& context);

/// LibRaw's own development of the whole photo, for looking at its pixels.
[[nodiscard]] PicturePatch developWhole(const Photo& photo, ExposureRatio ratio, const JobContext& context);

}  // namespace scotopic
