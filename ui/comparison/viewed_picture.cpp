// SPDX-License-Identifier: MIT
#include "ui/comparison/viewed_picture.h"

#include "core/base/error.h"
#include "core/evaluation/classical_renderer.h"
#include "core/evaluation/stored_report.h"
#include "core/evaluation/thumbnails.h"
#include "core/image/colour_map.h"

#include <QCoreApplication>

#include <algorithm>

namespace scotopic {

namespace {

QRectF areaOf(PixelSize size)
{
    return {0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
}

/// Scores are of BT.709's signal; a screen wants sRGB's.
QImage onScreen(const RenderedFrame& frame)
{
    SrgbPicture picture{frame.size, {}, TransferCurve::Bt709};
    picture.rgb.resize(frame.rgb.size());
    std::transform(frame.rgb.begin(), frame.rgb.end(), picture.rgb.begin(), to16Bit);
    return toQImage(toPreview(picture));
}

ViewedPicture viewed(RenderedFrame frame)
{
    QImage image = onScreen(frame);
    ViewedPicture picture;
    picture.histogram = histogramOf(image);
    picture.patch = makePatch(std::move(image), areaOf(frame.size));
    picture.frame = std::make_shared<const RenderedFrame>(std::move(frame));
    return picture;
}

}  // namespace

MapScale scaleOf(DifferenceKind kind)
{
    switch (kind) {
    case DifferenceKind::Absolute: return {0, 0.25};
    case DifferenceKind::Squared: return {0, 0.0625};
    case DifferenceKind::Signed: return {-0.25, 0.25};
    case DifferenceKind::Ssim: return {1, 0};  // dark is equal, as in the others
    }
    return {};
}

QRgb mapColour(DifferenceKind kind, double value)
{
    const MapScale scale = scaleOf(kind);
    const auto place = static_cast<float>((value - scale.low) / (scale.high - scale.low));
    const MapColour colour = kind == DifferenceKind::Signed ? blueWhiteRedColour(2 * place - 1) : magmaColour(place);
    return qRgb(to8Bit(colour[0]), to8Bit(colour[1]), to8Bit(colour[2]));
}

ViewedPicture truthPicture(const DecodedCache& cache, std::size_t pair)
{
    const DecodedLong truth = cache.longOf(pair);
    RenderedFrame frame{truth.size, {}};
    frame.rgb.resize(truth.rgb.size());
    std::transform(truth.rgb.begin(), truth.rgb.end(), frame.rgb.begin(),
                   [](std::uint16_t value) { return static_cast<float>(value) / 65535.0F; });
    return viewed(std::move(frame));
}

ViewedPicture amplifiedInput(const DecodedCache& cache, std::size_t pair)
{
    QImage image = onScreen(shownInput(cache, pair));
    ViewedPicture picture;
    picture.histogram = histogramOf(image);
    picture.patch = makePatch(std::move(image), areaOf(cache.longOf(pair).size));
    return picture;
}

PicturePatch differencePatch(DifferenceKind kind, const RenderedFrame& picture, const RenderedFrame& truth)
{
    const std::vector<float> map = differenceMap(kind, {picture.size, picture.rgb}, {truth.size, truth.rgb});
    QImage image(picture.size.width, picture.size.height, QImage::Format_RGB32);
    const float* value = map.data();
    for (int y = 0; y < image.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        std::transform(value, value + image.width(), row,
                       [kind](float one) { return mapColour(kind, static_cast<double>(one)); });
        value += image.width();
    }
    return makePatch(std::move(image), areaOf(picture.size));
}

PictureRenderer::PictureRenderer(std::shared_ptr<const OpenEvaluation> evaluation) : m_evaluation(std::move(evaluation))
{
}

ViewedPicture PictureRenderer::render(const std::string& pair, std::size_t contestant, ExposureRatio ratio,
                                      const JobContext& context)
{
    const std::optional<std::size_t> index = m_evaluation->pairNamed(pair);
    if (!index) {
        throw InvalidArgument(
            QCoreApplication::translate("ViewedPicture", "%1 is no longer among the decoded data; evaluate again")
                .arg(QString::fromStdString(pair))
                .toStdString());
    }
    auto known = m_revived.find(contestant);
    if (known == m_revived.end()) {
        const Contestant& stored = m_evaluation->report.contestants[contestant];
        known = m_revived
                    .emplace(contestant,
                             revived(stored, m_evaluation->report.facts, *m_evaluation->cache, classicalContestant))
                    .first;
    }
    return viewed(known->second.makeRenderer()->render(*m_evaluation->cache, *index, ratio, context));
}

}  // namespace scotopic
