// SPDX-License-Identifier: MIT
#include "ui/enhance/enhance_passes.h"

#include "ui/enhance/view_plan.h"

#include <cmath>
#include <variant>

namespace scotopic {

namespace {

// The coarse pass fits one tile: overlaps would cost more than the tile itself.
constexpr int kCoarseTilePx = 560;
// A fifth of a second in bf16 on two cores: how long a cancelled pass goes on.
constexpr int kFineTilePx = 256;

bool fitsOneTile(const EnhancePass& pass, int stride)
{
    const int planePx = stride * pass.binning;
    return pass.photosites.width <= kCoarseTilePx * planePx && pass.photosites.height <= kCoarseTilePx * planePx;
}

/// All but the rows and columns that do not fill a block.
bool isNearlyWhole(const QRect& where, PixelSize picture)
{
    constexpr int kSlackPx = 64;
    return where.width() >= picture.width - kSlackPx && where.height() >= picture.height - kSlackPx;
}

FocusPoint sensorPoint(QPointF upright, const RawImage& raw)
{
    const PixelRect pixel{static_cast<int>(upright.x()), static_cast<int>(upright.y()), 1, 1};
    const PixelRect sensor = sensorRect(pixel, raw.size, raw.orientation);
    return {static_cast<double>(sensor.x), static_cast<double>(sensor.y)};
}

}  // namespace

void runPasses(const Photo& photo, Enhancer& enhancer, ExposureRatio ratio, const std::vector<EnhancePass>& passes,
               QPointF focus, const std::function<void(EnhancedPatch)>& send, const JobContext& context)
{
    const RawImage& raw = photo.raw;
    const int stride = raw.cfa.isXTrans() ? 3 : 2;
    for (const EnhancePass& pass : passes) {
        const EnhanceRegion region{.photosites = pass.photosites,
                                   .binning = pass.binning,
                                   .focusPhotosite = sensorPoint(focus, raw),
                                   .tilePx = fitsOneTile(pass, stride) ? kCoarseTilePx : kFineTilePx};
        bool isFirst = true;
        const auto onTile = [&](EnhancedTile tile) {
            const QRect where = toQRect(orientedRect(tile.where, raw.size, raw.orientation));
            const auto* picture = std::get_if<SrgbPicture>(&tile.content);
            const SrgbPreview preview =
                picture != nullptr ? toPreview(*picture)
                                   : renderLightPreview(std::get<CameraLight>(tile.content),
                                                        renderingOf(colourOf(raw), networkRatio(ratio), ratio, {}));
            QImage image = toQImage(oriented(preview, raw.orientation));
            std::optional<Histogram> histogram;
            if (isNearlyWhole(where, photo.uprightSize)) {
                histogram = histogramOf(image);
            }
            send({makePatch(std::move(image), QRectF(where)), where, pass.binning, pass.isCoarse, isFirst, histogram});
            isFirst = false;
        };
        enhancer.enhanceRegion(raw, ratio, region, onTile, context);
    }
}

PicturePatch developWhole(const Photo& photo, ExposureRatio ratio, const JobContext& context)
{
    const SrgbPicture picture = renderClassical(photo.raw, ratio, /*noiseThreshold=*/0.0F, context);
    const QRectF whole(0, 0, photo.uprightSize.width, photo.uprightSize.height);
    return makePatch(toQImage(toPreview(picture)), whole);
}

}  // namespace scotopic
