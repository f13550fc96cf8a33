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

}  // namespace

LiveRendering::LiveRendering(const Workers& workers, PictureView* view, QObject* parent)
    : QObject(parent), m_view(view), m_previewRunner(workers.pictures, Priority::Interactive),
      m_detailRunner(workers.pictures, Priority::Interactive), m_refineRunner(workers.device, Priority::Interactive)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &LiveRendering::onRest);
    connect(view, &PictureView::viewChanged, this, [this] {
        m_isStopped = false;
        m_rest.start();
    });
    connectRunners();
}

void LiveRendering::connectRunners()
{
    for (JobRunner* runner : {&m_previewRunner, &m_detailRunner, &m_refineRunner}) {
        connect(runner, &JobRunner::failed, this, &LiveRendering::failed);
        connect(runner, &JobRunner::finished, this, &LiveRendering::announceIfSettled);
    }
    connect(&m_previewRunner, &JobRunner::finished, this, [this] {
        if (m_previewIsStale) {
            requestNewestPreview();
        } else if (m_photo && m_overviewRatio != m_ratio && !m_hasPreviewFailed && !m_rest.isActive()) {
            requestPreview(overview());  // the rest came while this preview was being made
        }
    });
    connect(&m_previewRunner, &JobRunner::failed, this, [this] { m_hasPreviewFailed = true; });
    connect(&m_refineRunner, &JobRunner::progressed, this, &LiveRendering::refiningProgressed);
    connect(&m_refineRunner, &JobRunner::failed, this, [this] { m_canRefine = false; });
    connect(&m_refineRunner, &JobRunner::finished, this, [this] {
        m_developingRatio.reset();
        Q_EMIT refiningChanged(false);
    });
}

void LiveRendering::setPhoto(OpenedPhoto opened)
{
    m_previewRunner.cancel();
    m_detailRunner.cancel();
    cancelRefining();
    m_photo = std::move(opened.photo);
    m_detail.reset();
    m_refined = {};
    m_ratio = m_overviewRatio = opened.ratio;
    m_previewIsStale = false;
    m_hasPreviewFailed = false;
    m_canRefine = true;
    m_view->setPictureSize({m_photo->uprightSize.width, m_photo->uprightSize.height});
    m_view->setPatch(Side::Before, Layer::Overview, m_photo->unamplified);
    m_view->setPatch(Side::After, Layer::Overview, std::move(opened.preview.patch));
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
    m_canRefine = true;
    m_isStopped = false;
    cancelRefining();
    requestNewestPreview();
    m_rest.start();
}

void LiveRendering::setModel(std::shared_ptr<const LoadedModel> model)
{
    cancelRefining();
    m_model = std::move(model);
    m_canRefine = true;
    m_isStopped = false;
    clearRefined();
    updateCaptions();
    m_rest.start();
}

bool LiveRendering::isSettled() const
{
    return m_photo && !m_rest.isActive() && !m_previewIsStale && m_overviewRatio == m_ratio
           && !m_previewRunner.isRunning() && !m_detailRunner.isRunning() && !m_refineRunner.isRunning();
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
    if (m_refined.ratio && *m_refined.ratio != ratio) {
        clearRefined();
    }
    if (proxy == m_detail.get()) {
        m_detailRatio = ratio;
        m_view->setPatch(Side::After, Layer::Detail, std::move(preview.patch));
        // The histogram is the whole picture's: it follows with the overview, when the slider rests.
    } else if (proxy == &m_photo->overview) {
        m_overviewRatio = ratio;
        m_view->setPatch(Side::After, Layer::Overview, std::move(preview.patch));
        if (m_detail && m_detailRatio != ratio) {
            m_view->clearLayer(Side::After, Layer::Detail);
        }
        Q_EMIT histogramChanged(preview.histogram);
    }
    updateCaptions();
}

void LiveRendering::onRest()
{
    if (!m_photo) {
        return;
    }
    if (m_overviewRatio != m_ratio && !m_previewRunner.isRunning()) {
        requestPreview(overview());
    }
    if (serves(&m_photo->overview)) {
        m_detail.reset();
        m_view->clearLayer(Side::Before, Layer::Detail);
        m_view->clearLayer(Side::After, Layer::Detail);
    } else if (!serves(m_detail.get()) || m_detailRatio != m_ratio) {
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
        PicturePatch before;
        PicturePatch after;
    };
    m_detailRunner.start(
        [photo = m_photo, region, zoom = m_view->zoom(), ratio = m_ratio](const JobContext& context) {
            auto proxy = std::make_shared<const PlacedProxy>(makePlacedProxy(photo->raw, region, zoom));
            context.throwIfCancelled();
            return Detail{proxy, renderPreview(*proxy, kSmallestRatio).patch, renderPreview(*proxy, ratio).patch};
        },
        [this, ratio = m_ratio](Detail detail) {
            m_detail = std::move(detail.proxy);
            m_detailRatio = ratio;
            m_view->setPatch(Side::Before, Layer::Detail, std::move(detail.before));
            m_view->setPatch(Side::After, Layer::Detail, std::move(detail.after));
            if (ratio != m_ratio) {
                requestNewestPreview();
            }
        });
}

void LiveRendering::updateCaptions()
{
    const ExposureRatio shownRatio = m_refined.ratio.value_or(serves(m_detail.get()) ? m_detailRatio : m_overviewRatio);
    const QString ratioText = QString::fromStdString(toText(shownRatio));
    const bool isNetworks = m_model && m_refined.ratio;
    const QString maker = isNetworks ? m_model->name : m_model ? tr("Preview") : tr("Classical");
    m_view->setCaption(Side::Before, tr("Before \u00b7 as shot"));
    m_view->setCaption(Side::After, maker + QStringLiteral(" \u00b7 ") + ratioText);
}

}  // namespace scotopic
