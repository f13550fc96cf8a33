// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/enhance/light.h"
#include "core/image/picture.h"
#include "core/raw/raw_image.h"

#include <array>
#include <optional>
#include <vector>

namespace scotopic {

/// A small linear copy of a raw for instant rendering: each pixel the mean of a whole number of CFA blocks.
/// float32 camera RGB (black subtracted, 1 at white, no white balance, not clipped), interleaved, upright.
struct RawProxy {
    PixelSize size;
    std::vector<float> cameraRgb;
    std::array<float, 3> whiteBalance{1, 1, 1};
    std::array<float, 9> srgbFromCamera{1, 0, 0, 0, 1, 0, 0, 0, 1};
};

/// The largest proxy that fits `limit`; at most one pixel per CFA block. `region` in photosites of the sensor frame.
[[nodiscard]] RawProxy makeProxy(const RawImage& raw, PixelRect region, PixelSize limit);

/// The classical rendering of the proxy: amplify, clip at white, white balance, matrix, as a screen shows it.
/// Under 30 ms for a screenful on two cores. `whiteBalance`: other gains than the proxy's.
[[nodiscard]] SrgbPreview renderProxy(const RawProxy& proxy, ExposureRatio ratio,
                                      std::optional<WhiteBalanceGains> whiteBalance = std::nullopt);

/// The proxy as a camera-linear model's light is rendered: what that picture looks like before the network has run.
[[nodiscard]] SrgbPreview renderProxyLight(const RawProxy& proxy, ExposureRatio ratio, const LightLook& look);

}  // namespace scotopic
