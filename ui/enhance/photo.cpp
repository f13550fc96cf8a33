// SPDX-License-Identifier: MIT
#include "ui/enhance/photo.h"

#include "core/enhance/auto_ratio.h"
#include "core/raw/read_raw.h"
#include "core/raw/remosaic.h"
#include "ui/enhance/view_plan.h"

#include <QFile>

#include <algorithm>
#include <sys/stat.h>

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

/// A name that is not UTF-8 loses bytes in a QString: the file whose name reads so, if there is one.
std::filesystem::path asOnDisk(const std::filesystem::path& path)
{
    std::filesystem::path found;
    for (const std::filesystem::path& part : path) {
        const QString wanted = fromPath(part);
        std::filesystem::path next = found / part;
        std::error_code error;
        if (wanted.contains(QChar::ReplacementCharacter) && !std::filesystem::exists(next, error)) {
            for (const auto& entry : std::filesystem::directory_iterator(found.empty() ? "." : found, error)) {
                if (fromPath(entry.path().filename()) == wanted) {
                    next = found / entry.path().filename();
                    break;
                }
            }
        }
        found = std::move(next);
    }
    return found;
}

}  // namespace

FileStamp stampOf(const std::filesystem::path& file)
{
    FileStamp stamp;
    std::error_code failure;
    if (const std::uintmax_t bytes = std::filesystem::file_size(file, failure); !failure) {
        stamp.bytes = bytes;
    }
    if (const auto written = std::filesystem::last_write_time(file, failure); !failure) {
        stamp.written = written;
    }
    struct stat facts {};
    if (::stat(file.c_str(), &facts) == 0) {
        stamp.inode = facts.st_ino;
    }
    return stamp;
}

OpenedPhoto openPhoto(const std::filesystem::path& file, std::optional<ExposureRatio> ratio, PixelSize viewPx,
                      const JobContext& context, int image)
{
    context.report({.stage = "opening", .fraction = {}, .remainingSeconds = {}});
    auto photo = std::make_shared<Photo>();
    photo->stamp = stampOf(file);
    photo->raw = readRaw(file, image, context);
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

RenderedPreview renderPreview(const PlacedProxy& proxy, const Rendition& rendition, const std::optional<QRectF>& shown)
{
    QImage image = toQImage(rendition.tone ? renderProxyLight(proxy.proxy, rendition.ratio, rendition.look())
                                           : renderProxy(proxy.proxy, rendition.ratio, rendition.whiteBalance));
    const Histogram histogram = histogramOf(image, proxy.where, shown.value_or(proxy.where));
    return {PicturePatch{proxy.where, {std::move(image)}}, histogram};
}

std::filesystem::path toPath(const QString& name)
{
    std::filesystem::path path = QFile::encodeName(name).toStdString();
    std::error_code error;
    return name.contains(QChar::ReplacementCharacter) && !std::filesystem::exists(path, error) ? asOnDisk(path) : path;
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

std::filesystem::path normalisedPath(const std::filesystem::path& path)
{
    const std::filesystem::path absolute = absolutePath(path);
    std::filesystem::path normal = absolute.lexically_normal();
    if (std::find(absolute.begin(), absolute.end(), "..") != absolute.end()) {
        std::error_code failure;
        const std::filesystem::path folder = std::filesystem::weakly_canonical(absolute.parent_path(), failure);
        if (!failure && absolute.filename() != "..") {
            const bool isSame = std::filesystem::weakly_canonical(normal.parent_path(), failure) == folder;
            normal = isSame && !failure ? normal : folder / absolute.filename();
        }
    }
    return normal.has_filename() ? normal : normal.parent_path();
}

}  // namespace scotopic
