// SPDX-License-Identifier: MIT
#pragma once

// Private to this room.
#include "core/base/geometry.h"
#include "core/inference/tiles.h"

namespace scotopic {

/// Where a region lies in the planes and what of them the network has to see for it, in plane pixels.
struct RegionPlan {
    PixelRect area;   // of the sensor: what the planes hold, in photosites
    int stride = 2;   // photosites per plane pixel
    int binning = 1;  // plane pixels per network pixel
    PixelRect shown;
    PixelRect seen;

    [[nodiscard]] PixelRect shownInNetwork() const;
    [[nodiscard]] FocusPoint inNetwork(FocusPoint photosite) const;
    /// The plane pixels that some of the network's stand for. The last one at the frame's right and bottom edge may
    /// stand for fewer.
    [[nodiscard]] PixelRect planesOf(PixelRect network) const;
    [[nodiscard]] PixelRect photositesOf(PixelRect network) const;
};

/// `photosites` at `binning`, with what the network has to see around it for the whole frame's result; all of the
/// frame where it measures that.
[[nodiscard]] RegionPlan planRegion(PixelRect area, int stride, PixelRect photosites, int binning,
                                    bool needsWholeFrame);

}  // namespace scotopic
