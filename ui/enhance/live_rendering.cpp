// SPDX-License-Identifier: MIT
#include "ui/enhance/live_rendering.h"

#include "ui/enhance/view_plan.h"

#include <algorithm>

namespace scotopic {

namespace {

using Side = PictureView::Side;
using Layer = PictureView::Layer;

// Long enough not to start a network between two steps of a drag; with a coarse pass it stays under half a second.
constexpr int kRestMs = 150;
// So much more than what is visible is prepared on each side: short pans then need nothing new.
constexpr double kDetailMargin = 0.25;

void setLayer(PictureView& view, Side side, Layer layer, const PicturePatch& patch)
{
    if (patch.levels.empty()) {
        view.clearLayer(side, layer);
    } else {
        view.setPatch(side, layer, patch);
    }
}

}  // namespace

LiveRendering::LiveRendering(const Workers& workers, PictureView* view, QObject* parent)
    : QObject(parent), m_view(view), m_previewRunner(workers.pictures, Priority::Interactive),
      m_detailRunner(workers.pictures, Priority::Interactive), m_refineRunner(workers.device, Priority::Interactive),
      m_developedAfter(workers, view, Side::After, this), m_developedBefore(workers, view, Side::Before, this)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &LiveRendering::onRest);
    connect(view, &PictureView::viewChanged, this, [this] {
        m_isStopped = false;
        if (!m_view->isSplitShown()) {
            m_developedBefore.cancel();
            m_developedBefore.clear();  // as large as the photo: 325 MB at 61 MP
        }
        m_rest.start();
    });
    connectRunners();
}

void LiveRendering::connectRunners()
{
    // Before all others: whoever asks then whether anything is still being made must hear of it.
    connect(&m_refineRunner, &JobRunner::finished, this, &LiveRendering::developWhatIsVisible);
    for (JobRunner* runner : {&m_previewRunner, &m_detailRunner, &m_refineRunner}) {
        connect(runner, &JobRunner::failed, this, &LiveRendering::failed);
        connect(runner, &JobRunner::finished, this, &LiveRendering::announceIfSettled);
    }
    connect(&m_previewRunner, &JobRunner::finished, this, [this] {
        if (m_previewIsStale) {
            requestNewestPreview();
        } else if (m_photo && m_overviewPreviews.ratio != m_ratio && !m_hasPreviewFailed && !m_rest.isActive()) {
            requestPreview(overview());  // the rest came while this preview was being made
        }
    });
    connect(&m_previewRunner, &JobRunner::failed, this, [this] { m_hasPreviewFailed = true; });
    connect(&m_refineRunner, &JobRunner::progressed, this, &LiveRendering::refiningProgressed);
    connect(&m_refineRunner, &JobRunner::failed, this, [this] { m_canRunNetwork = false; });
    connect(&m_refineRunner, &JobRunner::finished, this, [this] { Q_EMIT refiningChanged(isRefining()); });
    for (DevelopedSide* side : {&m_developedAfter, &m_developedBefore}) {
        connect(side, &DevelopedSide::progressed, this, &LiveRendering::refiningProgressed);
        connect(side, &DevelopedSide::failed, this, [this](const QString& sentence) {
            m_canDevelop = false;
            Q_EMIT failed(sentence);
        });
        connect(side, &DevelopedSide::runningChanged, this, [this] {
            Q_EMIT refiningChanged(isRefining());
            announceIfSettled();
        });
    }
    connect(&m_developedAfter, &DevelopedSide::shown, this, [this] {
        if (m_developedAfter.shownRatio() == beforeRatio()) {
            m_developedBefore.take(m_developedAfter);
        }
    });
}

void LiveRendering::setPhoto(OpenedPhoto opened)
{
    m_previewRunner.cancel();
    m_detailRunner.cancel();
    cancelRefining();
    clearRefined();
    m_developedBefore.clear();
    m_photo = std::move(opened.photo);
    m_detail.reset();
    m_ratio = opened.ratio;
    m_overviewPreviews = {m_photo->unamplified, std::move(opened.preview.patch), opened.ratio};
    m_detailPreviews = {};
    m_previewIsStale = false;
    m_hasPreviewFailed = false;
    forgetFailures();
    m_view->setPictureSize({m_photo->uprightSize.width, m_photo->uprightSize.height});
    showLayer(Layer::Overview, m_overviewPreviews);
    updateCaptions();
    Q_EMIT histogramChanged(opened.preview.histogram);
    m_rest.start();
}

void LiveRendering::setRatio(ExposureRatio ratio)
{
    if (!m_photo || ratio == m_ratio) {
        return;
    }
    m_ratio = ratio;
    m_hasPreviewFailed = false;
    forgetFailures();
    m_isStopped = false;
    cancelOutdated();
    requestNewestPreview();
    m_rest.start();
}

void LiveRendering::setModel(std::shared_ptr<const LoadedModel> model)
{
    cancelOutdated();
    m_model = std::move(model);
    forgetFailures();
    m_isStopped = false;
    clearRefined();
    updateCaptions();
    m_rest.start();
}

void LiveRendering::setBeforeSide(BeforeSide before)
{
    if (m_before == before) {
        return;
    }
    m_before = before;
    forgetFailures();
    m_isStopped = false;
    m_developedBefore.cancel();
    if (m_photo) {
        m_developedBefore.clear();
        showLayer(Layer::Overview, m_overviewPreviews);
        showLayer(Layer::Detail, m_detailPreviews);
        updateCaptions();
        m_rest.start();
    }
}

ExposureRatio LiveRendering::beforeRatio() const
{
    return m_before == BeforeSide::AsShot ? kSmallestRatio : m_ratio;
}

bool LiveRendering::isRefining() const
{
    return m_refineRunner.isRunning() || m_developedAfter.isRunning() || m_developedBefore.isRunning();
}

bool LiveRendering::isSettled() const
{
    return m_photo && !m_rest.isActive() && !m_previewIsStale && m_overviewPreviews.ratio == m_ratio
           && !m_previewRunner.isRunning() && !m_detailRunner.isRunning() && !isRefining();
}

void LiveRendering::announceIfSettled()
{
    if (isSettled()) {
        Q_EMIT settled();
    }
}

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

void LiveRendering::requestPreview(const std::shared_ptr<const PlacedProxy>& proxy)
{
    m_previewIsStale = false;
    m_previewRunner.start([proxy, ratio = m_ratio](const JobContext&) { return renderPreview(*proxy, ratio); },
                          [this, proxy, ratio = m_ratio](RenderedPreview preview) {
                              showPreview(proxy.get(), ratio, std::move(preview));
                          });
}

void LiveRendering::showPreview(const PlacedProxy* proxy, ExposureRatio ratio, RenderedPreview preview)
{
    clearOutdated(ratio);
    if (proxy == m_detail.get()) {
        m_detailPreviews.amplified = std::move(preview.patch);
        m_detailPreviews.ratio = ratio;
        showLayer(Layer::Detail, m_detailPreviews);
        // The histogram is the whole picture's: it follows with the overview, when the slider rests.
    } else if (proxy == &m_photo->overview) {
        m_overviewPreviews.amplified = std::move(preview.patch);
        m_overviewPreviews.ratio = ratio;
        showLayer(Layer::Overview, m_overviewPreviews);
        if (m_detail && m_detailPreviews.ratio != ratio) {
            m_detailPreviews.amplified = {};
            showLayer(Layer::Detail, m_detailPreviews);
        }
        Q_EMIT histogramChanged(preview.histogram);
    }
    updateCaptions();
}

void LiveRendering::showLayer(Layer layer, const Previews& previews)
{
    setLayer(*m_view, Side::After, layer, previews.amplified);
    setLayer(*m_view, Side::Before, layer, m_before == BeforeSide::AsShot ? previews.asShot : previews.amplified);
}

void LiveRendering::onRest()
{
    if (!m_photo) {
        return;
    }
    if (m_overviewPreviews.ratio != m_ratio && !m_previewRunner.isRunning()) {
        requestPreview(overview());
    }
    if (serves(&m_photo->overview)) {
        m_detail.reset();
        m_detailPreviews = {};
        showLayer(Layer::Detail, m_detailPreviews);
    } else if (!serves(m_detail.get()) || m_detailPreviews.ratio != m_ratio) {
        requestDetail();
    }
    refine();
    announceIfSettled();
}

void LiveRendering::requestDetail()
{
    const QRect visible = visibleRect();
    const int marginX = static_cast<int>(visible.width() * kDetailMargin);
    const int marginY = static_cast<int>(visible.height() * kDetailMargin);
    const QRect picture(0, 0, m_photo->uprightSize.width, m_photo->uprightSize.height);
    const PixelRect region = toPixelRect(visible.adjusted(-marginX, -marginY, marginX, marginY) & picture);

    struct Detail {
        std::shared_ptr<const PlacedProxy> proxy;
        Previews previews;
    };
    m_detailRunner.start(
        [photo = m_photo, region, zoom = m_view->zoom(), ratio = m_ratio](const JobContext& context) {
            auto proxy = std::make_shared<const PlacedProxy>(makePlacedProxy(photo->raw, region, zoom));
            context.throwIfCancelled();
            return Detail{proxy,
                          {renderPreview(*proxy, kSmallestRatio).patch, renderPreview(*proxy, ratio).patch, ratio}};
        },
        [this](Detail detail) {
            m_detail = std::move(detail.proxy);
            m_detailPreviews = std::move(detail.previews);
            showLayer(Layer::Detail, m_detailPreviews);
            if (m_detailPreviews.ratio != m_ratio) {
                requestNewestPreview();
            }
        });
}

ExposureRatio LiveRendering::previewRatio() const
{
    return serves(m_detail.get()) ? m_detailPreviews.ratio : m_overviewPreviews.ratio;
}

void LiveRendering::updateCaptions()
{
    const auto text = [](ExposureRatio ratio) { return QString::fromStdString(toText(ratio)); };
    const bool isNetworks = m_model && m_refined.ratio;
    const QString maker = isNetworks ? m_model->name : m_model ? tr("Preview") : tr("Classical");
    m_view->setCaption(Side::Before, m_before == BeforeSide::AsShot
                                         ? tr("Before \u00b7 as shot")
                                         : tr("Before \u00b7 classical \u00b7 %1").arg(text(previewRatio())));
    m_view->setCaption(Side::After,
                       maker + QStringLiteral(" \u00b7 ") + text(m_refined.ratio.value_or(previewRatio())));
}

}  // namespace scotopic
