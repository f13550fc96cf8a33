// SPDX-License-Identifier: MIT
// What the live rendering shows at once: previews of proxies, as the slider moves.
#include "ui/enhance/live_rendering.h"
#include "ui/enhance/view_plan.h"

namespace scotopic {

namespace {

using Side = PictureView::Side;
using Layer = PictureView::Layer;

// So much more than what is visible is prepared on each side: short pans then need nothing new.
constexpr double kDetailMargin = 0.25;

/// What LibRaw would show of it, as bright as the model's picture: no model's tone.
PicturePatch classicalPreview(const PlacedProxy& proxy, const Rendition& wish)
{
    return renderPreview(proxy, {wish.exposedRatio(), wish.whiteBalance, {}}).patch;
}

void setLayer(PictureView& view, Side side, Layer layer, const PicturePatch& patch)
{
    if (patch.levels.empty()) {
        view.clearLayer(side, layer);
    } else {
        view.setPatch(side, layer, patch);
    }
}

}  // namespace

std::shared_ptr<const PlacedProxy> LiveRendering::overview() const
{
    return {m_photo, &m_photo->overview};
}

QRect LiveRendering::visibleRect() const
{
    const QRect picture(0, 0, m_photo->uprightSize.width, m_photo->uprightSize.height);
    return m_view->visiblePicture().toAlignedRect() & picture;
}

bool LiveRendering::serves(const PlacedProxy* proxy) const
{
    if (proxy == nullptr || proxy->photositesPerPixel > proxySpan(m_photo->raw, m_view->zoom())) {
        return false;
    }
    const double slack = proxy->photositesPerPixel;  // a bin at the edge may have been left out
    return proxy->where.adjusted(-slack, -slack, slack, slack).contains(m_view->visiblePicture());
}

void LiveRendering::requestNewestPreview()
{
    // The job that runs is let finish: were each step to cancel the one before, a fast drag would show nothing.
    if (m_previewRunner.isRunning()) {
        m_previewIsStale = true;
        return;
    }
    requestPreview(serves(m_detail.get()) ? m_detail : overview());
}

bool LiveRendering::comparesWithClassical() const
{
    return m_before == BeforeSide::Classical && rendition().tone.has_value();
}

bool LiveRendering::isOutdated(const Previews& previews) const
{
    return previews.rendition != rendition() || (comparesWithClassical() && previews.classical.levels.empty());
}

void LiveRendering::requestPreview(const std::shared_ptr<const PlacedProxy>& proxy)
{
    m_previewIsStale = false;
    m_previewRunner.start(
        [proxy, wish = rendition(), isCompared = comparesWithClassical(),
         shown = m_view->shownPart()](const JobContext&) {
            return NewPreview{renderPreview(*proxy, wish, shown),
                              isCompared ? classicalPreview(*proxy, wish) : PicturePatch()};
        },
        [this, proxy, wish = rendition()](NewPreview made) { showPreview(proxy.get(), wish, std::move(made)); });
}

void LiveRendering::showPreview(const PlacedProxy* proxy, const Rendition& rendition, NewPreview made)
{
    clearOutdated(rendition.ratio);
    if (proxy == m_detail.get()) {
        m_detailPreviews.amplified = std::move(made.preview.patch);
        m_detailPreviews.classical = std::move(made.classical);
        m_detailPreviews.rendition = rendition;
        showLayer(Layer::Detail, m_detailPreviews);
        // The histogram is of all that is shown: it follows with the overview, when the slider rests.
    } else if (proxy == &m_photo->overview) {
        m_overviewPreviews.amplified = std::move(made.preview.patch);
        m_overviewPreviews.classical = std::move(made.classical);
        m_overviewPreviews.rendition = rendition;
        showLayer(Layer::Overview, m_overviewPreviews);
        if (m_detail && m_detailPreviews.rendition != rendition) {
            m_detailPreviews.amplified = {};
            m_detailPreviews.classical = {};
            showLayer(Layer::Detail, m_detailPreviews);
        }
        if (!m_refined.hasHistogram) {
            Q_EMIT histogramChanged(made.preview.histogram);
        }
    }
    updateCaptions();
}

void LiveRendering::showLayer(Layer layer, const Previews& previews)
{
    const PicturePatch& classical = previews.classical.levels.empty() ? previews.amplified : previews.classical;
    setLayer(*m_view, Side::After, layer, previews.amplified);
    setLayer(*m_view, Side::Before, layer, m_before == BeforeSide::AsShot ? previews.asShot : classical);
}

void LiveRendering::requestDetail()
{
    const QRect visible = visibleRect();
    const int marginX = static_cast<int>(visible.width() * kDetailMargin);
    const int marginY = static_cast<int>(visible.height() * kDetailMargin);
    const QRect picture(0, 0, m_photo->uprightSize.width, m_photo->uprightSize.height);
    const PixelRect region = toPixelRect(visible.adjusted(-marginX, -marginY, marginX, marginY) & picture);
    if (region.isEmpty()) {
        return;  // a view without a size, or the picture moved out of it
    }

    struct Detail {
        std::shared_ptr<const PlacedProxy> proxy;
        Previews previews;
    };
    m_detailRunner.start(
        [photo = m_photo, region, zoom = m_view->zoom(), wish = rendition(),
         isCompared = comparesWithClassical()](const JobContext& context) {
            auto proxy = std::make_shared<const PlacedProxy>(makePlacedProxy(photo->raw, region, zoom));
            context.throwIfCancelled();
            return Detail{proxy,
                          {renderPreview(*proxy, {kSmallestRatio, {}, {}}).patch, renderPreview(*proxy, wish).patch,
                           wish, isCompared ? classicalPreview(*proxy, wish) : PicturePatch()}};
        },
        [this](Detail detail) {
            m_detail = std::move(detail.proxy);
            m_detailPreviews = std::move(detail.previews);
            showLayer(Layer::Detail, m_detailPreviews);
            if (isOutdated(m_detailPreviews)) {
                requestNewestPreview();
            }
        });
}

const Rendition& LiveRendering::shownRendition() const
{
    return serves(m_detail.get()) ? m_detailPreviews.rendition : m_overviewPreviews.rendition;
}

}  // namespace scotopic
