// SPDX-License-Identifier: MIT
#pragma once

#include "core/raw/raw_image.h"

#include <QRect>

namespace scotopic {

/// What has to be computed so that the screen shows all it can and nothing more. Zoom is device pixels per pixel of
/// the upright picture.

/// Photosites along each side of one proxy pixel: whole CFA blocks, no coarser than the screen where the mosaic
/// allows that.
[[nodiscard]] int proxySpan(const RawImage& raw, double zoom);

/// `upright` as a part of the sensor frame, grown to multiples of `alignment`, cut at the frame.
[[nodiscard]] PixelRect alignedSensorRegion(const RawImage& raw, PixelRect upright, int alignment);

/// Two passes of the network over the same part: `coarseBinning` answers at once, `fineBinning` (never coarser)
/// matches the screen. Equal when one pass is quick enough.
struct NetworkPlan {
    PixelRect photosites;  // sensor frame
    int coarseBinning = 1;
    int fineBinning = 1;
};
[[nodiscard]] NetworkPlan planNetwork(const RawImage& raw, PixelRect visible, double zoom);

/// As network input this takes 0.2 s in bf16 on two cores: the coarse pass's budget.
inline constexpr PixelSize kCoarsePlanesPx{540, 360};

[[nodiscard]] PixelRect toPixelRect(const QRect& rect);
[[nodiscard]] QRect toQRect(PixelRect rect);

}  // namespace scotopic
