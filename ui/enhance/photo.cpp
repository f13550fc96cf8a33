// SPDX-License-Identifier: MIT
#include "ui/enhance/photo.h"

#include "core/enhance/auto_ratio.h"
#include "core/raw/read_raw.h"
#include "core/raw/remosaic.h"
#include "ui/enhance/view_plan.h"

#include <QFile>

#include <algorithm>

namespace scotopic {

namespace {

// Of an export, between whose tiles the view gets its turn: less than half a second in bf16 on two cores.
constexpr int kExportTilePx = 512;

QRectF toQRectF(PixelRect rect)
{
    return {static_cast<double>(rect.x), static_cast<double>(rect.y), static_cast<double>(rect.width),
            static_cast<double>(rect.height)};
}

/// So that the proxy's pixels lie where the picture's do; at most one bin of the edge is left out. Where there is
/// nothing but that, the bin before it is taken.
void keepWholeBins(int& start, int& length, int span)
{
    if (length < span) {
        start -= span;
        length += span;
    }
    length -= length % span;
}

}  // namespace

OpenedPhoto openPhoto(const std::filesystem::path& file, std::optional<ExposureRatio> ratio, PixelSize viewPx,
                      const JobContext& context)
{
    context.report({.stage = "opening", .fraction = {}, .remainingSeconds = {}});
    auto photo = std::make_shared<Photo>();
    photo->raw = readRaw(file);
    photo->metadata = readPhotoMetadata(file);
    context.throwIfCancelled();
    if (photo->raw.cfa.isXTrans()) {
        photo->remosaiced = remosaicAsBayer(photo->raw);
    }
    photo->uprightSize = orientedSize(photo->raw.size, photo->raw.orientation);
    photo->suggestedRatio = suggestRatio(photo->raw);
    const PixelSize size = photo->uprightSize;
    const double fitZoom =
        std::min(static_cast<double>(viewPx.width) / size.width, static_cast<double>(viewPx.height) / size.height);
    photo->overview = makePlacedProxy(photo->raw, wholeOf(size), fitZoom);
    photo->unamplified = renderPreview(photo->overview, {kSmallestRatio, {}, {}}).patch;
    const ExposureRatio chosen = ratio.value_or(photo->suggestedRatio);
    RenderedPreview preview = renderPreview(photo->overview, {chosen, {}, {}});
    return {std::move(photo), chosen, std::move(preview)};
}

std::shared_ptr<const LoadedModel> loadModel(const std::filesystem::path& file)
{
    EnhancerOptions options;
    options.tilePx = kExportTilePx;
    auto enhancer = std::make_shared<Enhancer>(file, options);
    QString name = QString::fromStdString(enhancer->modelName());
    QString engine = QString::fromStdString(enhancer->engineDescription());
    return std::make_shared<LoadedModel>(LoadedModel{.file = file,
                                                     .name = std::move(name),
                                                     .engine = std::move(engine),
                                                     .space = enhancer->outputSpace(),
                                                     .isForXTrans = enhancer->isForXTrans(),
                                                     .enhancer = enhancer});
}

PlacedProxy makePlacedProxy(const RawImage& raw, PixelRect uprightRegion, double zoom)
{
    const int span = proxySpan(raw, zoom);
    PixelRect region = alignedSensorRegion(raw, uprightRegion, span);
    keepWholeBins(region.x, region.width, span);
    keepWholeBins(region.y, region.height, span);
    const PixelSize bins = orientedSize({region.width / span, region.height / span}, raw.orientation);
    return {makeProxy(raw, region, bins), toQRectF(orientedRect(region, raw.size, raw.orientation)), span};
}

RenderedPreview renderPreview(const PlacedProxy& proxy, const Rendition& rendition)
{
    QImage image = toQImage(rendition.tone ? renderProxyLight(proxy.proxy, rendition.ratio, rendition.look())
                                           : renderProxy(proxy.proxy, rendition.ratio, rendition.whiteBalance));
    const Histogram histogram = histogramOf(image);
    return {PicturePatch{proxy.where, {std::move(image)}}, histogram};
}

std::filesystem::path toPath(const QString& name)
{
    return QFile::encodeName(name).toStdString();
}

QString fromPath(const std::filesystem::path& path)
{
    return QFile::decodeName(path.c_str());
}

std::filesystem::path absolutePath(const std::filesystem::path& path)
{
    std::error_code failure;
    std::filesystem::path absolute = path.empty() ? path : std::filesystem::absolute(path, failure);
    return failure ? path : absolute;
}

}  // namespace scotopic
