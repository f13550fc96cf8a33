// SPDX-License-Identifier: MIT
#include "ui/enhance/live_rendering.h"

#include "core/enhance/shown_area.h"
#include "ui/enhance/ratio_text.h"
#include "ui/enhance/view_plan.h"

#include <algorithm>

namespace scotopic {

namespace {

using Side = PictureView::Side;
using Layer = PictureView::Layer;

// Long enough not to start a network between two steps of a drag; with a coarse pass it stays under half a second.
constexpr int kRestMs = 150;

}  // namespace

LiveRendering::LiveRendering(const Workers& workers, PictureView* view, QObject* parent)
    : QObject(parent), m_view(view), m_previewRunner(workers.pictures, Priority::Interactive),
      m_detailRunner(workers.pictures, Priority::Interactive), m_refineRunner(workers.device, Priority::Interactive),
      m_light(workers, view, this), m_developedAfter(workers, view, Side::After, this),
      m_developedBefore(workers, view, Side::Before, this)
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
        } else if (m_photo && isOutdated(m_overviewPreviews) && !m_hasPreviewFailed && !m_rest.isActive()) {
            requestPreview(overview());  // the rest came while this preview was being made
        }
    });
    connect(&m_previewRunner, &JobRunner::failed, this, [this] { m_hasPreviewFailed = true; });
    connect(&m_light, &LiveLight::failed, this, &LiveRendering::failed);
    connect(&m_light, &LiveLight::histogramChanged, this, &LiveRendering::histogramChanged);
    connect(&m_light, &LiveLight::finished, this, &LiveRendering::announceIfSettled);
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
        if (sidesMayShare() && m_developedAfter.shownRatio() == beforeRatio()) {
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
    m_overviewPreviews = {m_photo->unamplified, std::move(opened.preview.patch), {opened.ratio, {}, {}}, {}};
    m_detailPreviews = {};
    m_previewIsStale = false;
    m_hasPreviewFailed = false;
    forgetFailures();
    m_view->setPictureSize({m_photo->uprightSize.width, m_photo->uprightSize.height});
    showArea();
    showLayer(Layer::Overview, m_overviewPreviews);
    updateCaptions();
    if (m_view->shownPart() == QRectF(toQRect(wholeOf(m_photo->uprightSize)))) {
        Q_EMIT histogramChanged(opened.preview.histogram);
    } else {
        showHistogramOfPreview();
    }
    if (m_overviewPreviews.rendition != rendition()) {
        requestNewestPreview();
    }
    m_rest.start();
}

void LiveRendering::setWholeArea(bool isWhole)
{
    if (m_isWholeArea != isWhole) {
        m_isWholeArea = isWhole;
        if (m_photo) {
            showArea();
            showHistogramOfPreview();
        }
    }
}

void LiveRendering::showArea()
{
    const RawImage& raw = m_photo->raw;
    const PixelSize squared = squaredSize(raw);
    const QSizeF stretch(static_cast<double>(squared.width) / m_photo->uprightSize.width,
                         static_cast<double>(squared.height) / m_photo->uprightSize.height);
    const PixelRect crop = raw.defaultCrop.value_or(wholeOf(raw.size));
    const PixelRect part =
        m_isWholeArea ? wholeOf(m_photo->uprightSize) : orientedRect(crop, raw.size, raw.orientation);
    if (m_view->shownPart().toRect() != toQRect(part) || squared != m_photo->uprightSize) {
        m_view->setShown(toQRect(part), stretch);
    }
}

/// Until what was made for another part of the picture is made for this one.
void LiveRendering::showHistogramOfPreview()
{
    m_refined.hasHistogram = false;
    const PicturePatch& patch = m_overviewPreviews.amplified;
    if (!patch.levels.empty()) {
        Q_EMIT histogramChanged(histogramOf(patch.levels.front(), patch.where, m_view->shownPart()));
    }
}

void LiveRendering::setRatio(ExposureRatio ratio)
{
    if (!m_photo || ratio == m_ratio) {
        return;
    }
    m_ratio = ratio;
    takeWish();
}

void LiveRendering::setColour(const ColourChoice& colour)
{
    if (colour == m_colour) {
        return;
    }
    const bool isRebalanced = colour.whiteBalance != m_colour.whiteBalance;
    const Rendition before = rendition();
    m_colour = colour;
    if (!m_photo || rendition() == before) {
        return;  // the model heeds none of it
    }
    if (isRebalanced) {
        m_developedAfter.cancel();
        m_developedAfter.clear();
        if (m_before == BeforeSide::Classical) {
            m_developedBefore.cancel();
            m_developedBefore.clear();
        }
    }
    takeWish();
}

void LiveRendering::takeWish()
{
    m_hasPreviewFailed = false;
    forgetFailures();
    m_isStopped = false;
    if (isLinear() && refinedServes(m_ratio)) {
        m_light.show(m_photo, rendition(), visibleRect());
        forgetLight();
        updateCaptions();
    } else {
        cancelOutdated();
        requestNewestPreview();
    }
    m_rest.start();
}

void LiveRendering::setModel(std::shared_ptr<const LoadedModel> model)
{
    cancelOutdated();
    m_model = std::move(model);
    forgetFailures();
    m_isStopped = false;
    clearRefined();
    if (m_before == BeforeSide::Classical) {
        m_developedBefore.clear();  // another white balance may be heeded
    }
    updateCaptions();
    if (m_photo && m_overviewPreviews.rendition != rendition()) {
        requestNewestPreview();
    }
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
        if (isOutdated(m_overviewPreviews)) {
            requestNewestPreview();
        }
        m_rest.start();
    }
}

ExposureRatio LiveRendering::beforeRatio() const
{
    return m_before == BeforeSide::AsShot ? kSmallestRatio : rendition().exposedRatio();
}

bool LiveRendering::sidesMayShare() const
{
    return m_before == BeforeSide::Classical || !rendition().whiteBalance;
}

Rendition LiveRendering::rendition() const
{
    Rendition rendition{m_ratio, {}, {}};
    const bool isBalanced = !m_model || m_model->isLinear();
    if (isBalanced && m_photo && m_colour.whiteBalance.kind != WhiteBalanceChoice::Kind::AsShot) {
        rendition.whiteBalance = gainsFor(m_photo->raw, m_colour.whiteBalance);
    }
    if (isLinear()) {
        rendition.tone = m_colour.tone;
        rendition.exposureEv = m_colour.exposureEv;
    }
    return rendition;
}

bool LiveRendering::isRefining() const
{
    return m_refineRunner.isRunning() || m_developedAfter.isRunning() || m_developedBefore.isRunning();
}

bool LiveRendering::isSettled() const
{
    return m_photo && !m_rest.isActive() && !m_previewIsStale && !isOutdated(m_overviewPreviews)
           && !m_previewRunner.isRunning() && !m_detailRunner.isRunning() && !m_light.isRunning() && !isRefining();
}

void LiveRendering::announceIfSettled()
{
    if (isSettled()) {
        Q_EMIT settled();
    }
}

void LiveRendering::onRest()
{
    if (!m_photo) {
        return;
    }
    if (isOutdated(m_overviewPreviews) && !m_previewRunner.isRunning()) {
        requestPreview(overview());
    }
    if (serves(&m_photo->overview)) {
        m_detail.reset();
        m_detailPreviews = {};
        showLayer(Layer::Detail, m_detailPreviews);
    } else if (!serves(m_detail.get()) || isOutdated(m_detailPreviews)) {
        requestDetail();
    }
    refine();
    announceIfSettled();
}

void LiveRendering::updateCaptions()
{
    const bool isNetworks = m_model && m_refined.ratio;
    const QString maker = isNetworks ? m_model->name : m_model ? tr("Preview") : tr("Classical");
    m_view->setCaption(Side::Before,
                       m_before == BeforeSide::AsShot
                           ? tr("Before \u00b7 as shot")
                           : tr("Before \u00b7 classical \u00b7 %1").arg(textOf(shownRendition().exposedRatio())));
    m_view->setCaption(
        Side::After,
        maker + QStringLiteral(" \u00b7 ")
            + textOf(isNetworks && isLinear() ? m_ratio : m_refined.ratio.value_or(shownRendition().ratio)));
}

}  // namespace scotopic
