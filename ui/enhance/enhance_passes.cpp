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
bool holdsNearly(const QRect& where, const QRectF& shown)
{
    constexpr int kSlackPx = 64;
    const QRectF common = QRectF(where) & shown;
    return common.width() >= shown.width() - kSlackPx && common.height() >= shown.height() - kSlackPx;
}

FocusPoint sensorPoint(QPointF upright, const RawImage& raw)
{
    const PixelRect pixel{static_cast<int>(upright.x()), static_cast<int>(upright.y()), 1, 1};
    const PixelRect sensor = sensorRect(pixel, raw.size, raw.orientation);
    return {static_cast<double>(sensor.x), static_cast<double>(sensor.y)};
}

}  // namespace

QImage renderedLight(const RawImage& raw, const CameraLight& light, const Rendition& rendition)
{
    const LightRendering rendering = renderingOf(colourOf(raw), light.ratio, rendition.ratio, rendition.look());
    return toQImage(oriented(renderLightPreview(light, rendering), raw.orientation));
}

void runPasses(const Photo& photo, Enhancer& enhancer, const PassInput& input, const std::vector<EnhancePass>& passes,
               const std::function<void(EnhancedPatch)>& send, const JobContext& context)
{
    const RawImage& raw = photo.mosaicFor(enhancer.isForXTrans());
    const int stride = raw.cfa.isXTrans() ? 3 : 2;
    for (const EnhancePass& pass : passes) {
        const EnhanceRegion region{.photosites = pass.photosites,
                                   .binning = pass.binning,
                                   .focusPhotosite = sensorPoint(input.focus, raw),
                                   .tilePx = fitsOneTile(pass, stride) ? kCoarseTilePx : kFineTilePx};
        bool isFirst = true;
        const auto onTile = [&](EnhancedTile tile) {
            EnhancedPatch part;
            part.where = toQRect(orientedRect(tile.where, raw.size, raw.orientation));
            part.binning = pass.binning;
            part.isCoarse = pass.isCoarse;
            part.isFirstOfPass = isFirst;
            part.rendition = input.rendition;
            QImage image;
            if (const auto* picture = std::get_if<SrgbPicture>(&tile.content)) {
                image = toQImage(oriented(toPreview(*picture), raw.orientation));
            } else {
                part.light = std::make_shared<const CameraLight>(std::get<CameraLight>(std::move(tile.content)));
                image = renderedLight(raw, *part.light, input.rendition);
            }
            if (holdsNearly(part.where, input.shown)) {
                part.histogram = histogramOf(image, QRectF(part.where), input.shown);
            }
            part.patch = makePatch(std::move(image), QRectF(part.where));
            send(std::move(part));
            isFirst = false;
        };
        enhancer.enhanceRegion(raw, input.networkRatio, region, onTile, context);
    }
}

PicturePatch developWhole(const Photo& photo, ExposureRatio ratio, std::optional<WhiteBalanceGains> whiteBalance,
                          const JobContext& context)
{
    const SrgbPicture picture = renderClassical(photo.raw, ratio, /*noiseThreshold=*/0.0F, context, whiteBalance);
    const QRectF whole(0, 0, photo.uprightSize.width, photo.uprightSize.height);
    return makePatch(toQImage(toPreview(picture)), whole);
}

}  // namespace scotopic
