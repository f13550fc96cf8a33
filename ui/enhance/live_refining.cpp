// SPDX-License-Identifier: MIT
// What the live rendering does when nothing changes: what is visible becomes as good as it gets.
#include "ui/enhance/live_rendering.h"
#include "ui/enhance/view_plan.h"

#include <algorithm>

namespace scotopic {

namespace {

using Side = PictureView::Side;
using Layer = PictureView::Layer;

// Refined tiles are kept while one looks around, up to this much memory.
constexpr qsizetype kMostRefinedBytes = qsizetype{384} << 20;

qsizetype bytesOf(const EnhancedPatch& part)
{
    qsizetype bytes = part.light ? static_cast<qsizetype>(part.light->rgb.size() * sizeof(float)) : 0;
    for (const QImage& level : part.patch.levels) {
        bytes += level.sizeInBytes();
    }
    return bytes;
}

/// What of a region is wider and higher than an edge of the sensor for which there is no block.
bool hasMoreThanEdges(const QRegion& region, int edgePx)
{
    return std::any_of(region.begin(), region.end(),
                       [edgePx](const QRect& rect) { return rect.width() > edgePx && rect.height() > edgePx; });
}

}  // namespace

void LiveRendering::stopRefining()
{
    m_isStopped = true;
    cancelRefining();
}

void LiveRendering::cancelRefining()
{
    m_refineRunner.cancel();
    m_developedAfter.cancel();
    m_developedBefore.cancel();
}

void LiveRendering::cancelOutdated()
{
    m_refineRunner.cancel();
    m_developedAfter.cancel();
    if (m_before == BeforeSide::Classical) {
        m_developedBefore.cancel();
    }
}

void LiveRendering::forgetFailures()
{
    m_canRunNetwork = true;
    m_canDevelop = true;
}

void LiveRendering::refine()
{
    if (m_isStopped) {
        return;
    }
    clearOutdated(m_ratio);
    if (m_model && m_canRunNetwork) {
        refineByNetwork();
    }
    developWhatIsVisible();
}

void LiveRendering::developWhatIsVisible()
{
    // They share the device, and a development takes seconds: the network goes first.
    if (!m_photo || !m_canDevelop || m_isStopped || m_rest.isActive() || m_refineRunner.isRunning()) {
        return;
    }
    if (m_view->zoom() * proxySpan(m_photo->raw, 1.0) > 1.05) {
        developSides();  // the screen shows more than one pixel per CFA block
    }
}

void LiveRendering::refineByNetwork()
{
    if (m_refined.bytes > kMostRefinedBytes) {
        clearRefined();
    }
    const QRect visible = visibleRect();
    const RawImage& mosaic = m_photo->mosaicFor(m_model->isForXTrans);
    const NetworkPlan plan = planNetwork(mosaic, toPixelRect(visible), m_view->zoom());
    QRegion missing(visible);
    for (const auto& [binning, region] : m_refined.byBinning) {
        if (binning <= plan.fineBinning) {
            missing -= region;
        }
    }
    if (missing.isEmpty()) {
        return;
    }
    std::vector<EnhancePass> passes;
    const bool hasCoarse = m_refined.coarseRect.contains(visible) && m_refined.coarseBinning <= plan.coarseBinning;
    if (plan.coarseBinning > plan.fineBinning && !hasCoarse) {
        passes.push_back({plan.photosites, plan.coarseBinning, /*isCoarse=*/true});
    }
    const QRect fine = missing.boundingRect();
    const PixelRect finePhotosites = planNetwork(mosaic, toPixelRect(fine), m_view->zoom()).photosites;
    passes.push_back({finePhotosites, plan.fineBinning, /*isCoarse=*/false});
    startRefining(std::move(passes), fine);
}

void LiveRendering::startRefining(std::vector<EnhancePass> passes, const QRect& rect)
{
    const int fineBinning = passes.back().binning;
    const int blockPx = m_photo->mosaicFor(m_model->isForXTrans).cfa.isXTrans() ? 6 : 2;
    // Parts of one picture have to be made with one input, though the slider has moved a little since.
    const bool goesOn = isLinear() && m_refined.ratio;
    const PassInput input{goesOn ? *m_refined.ratio : m_ratio, rendition(), QRectF(visibleRect()).center(),
                          m_view->shownPart()};
    m_developedBefore.cancel();  // comes again afterwards
    Q_EMIT refiningChanged(true);
    m_refineRunner.startStreaming<EnhancedPatch>(
        [photo = m_photo, enhancer = m_model->enhancer, input,
         passes = std::move(passes)](const JobContext& context, const std::function<void(EnhancedPatch)>& send) {
            runPasses(*photo, *enhancer, input, passes, send, context);
        },
        [this](EnhancedPatch part) { showRefined(std::move(part)); },
        // The sensor's edge may lack a row that no tile can cover; it counts as done all the same. What was dropped
        // while it was out of sight does not.
        [this, fineBinning, rect, edgePx = blockPx * fineBinning] {
            QRegion& done = m_refined.byBinning[fineBinning];
            if (!hasMoreThanEdges(QRegion(rect) - done, edgePx)) {
                done += rect;
            }
        });
}

void LiveRendering::developSides()
{
    if (!m_model) {
        if (sidesMayShare() && m_developedBefore.shownRatio() == m_ratio) {
            m_developedAfter.take(m_developedBefore);
        } else {
            m_developedAfter.want(m_photo, m_ratio, rendition().whiteBalance);
        }
    }
    if (!m_view->isSplitShown()) {
        return;
    }
    const ExposureRatio before = beforeRatio();
    if (!m_model && before == m_ratio && sidesMayShare()) {
        m_developedBefore.take(m_developedAfter);  // or it comes with it
    } else {
        const bool isRebalanced = m_before == BeforeSide::Classical;
        m_developedBefore.want(m_photo, before, isRebalanced ? rendition().whiteBalance : std::nullopt);
    }
}

void LiveRendering::showRefined(EnhancedPatch part)
{
    m_refined.ratio = part.light ? part.light->ratio : part.rendition.ratio;
    if (part.histogram) {
        m_refined.hasHistogram = true;
        Q_EMIT histogramChanged(*part.histogram);
    }
    if (part.isCoarse) {
        if (part.isFirstOfPass) {
            m_view->clearLayer(Side::After, Layer::Coarse);
            m_light.forgetCoarse();
            m_refined.coarseRect = {};
        }
        m_refined.coarseRect |= part.where;
        m_refined.coarseBinning = part.binning;
    } else {
        m_refined.byBinning[part.binning] += part.where;
        m_refined.bytes += bytesOf(part);
    }
    m_view->addPatch(Side::After, part.isCoarse ? Layer::Coarse : Layer::Refined, part.patch);
    if (part.light) {
        const bool isOutdated = part.rendition != rendition();
        m_light.add(std::move(part));
        if (isOutdated) {
            m_light.show(m_photo, rendition(), visibleRect());
            forgetLight();
        }
    }
    updateCaptions();
}

void LiveRendering::clearRefined()
{
    m_refined = {};
    m_light.clear();
    m_developedAfter.clear();
    m_view->clearLayer(Side::After, Layer::Coarse);
    m_view->clearLayer(Side::After, Layer::Refined);
}

bool LiveRendering::refinedServes(ExposureRatio ratio) const
{
    return m_refined.ratio && (isLinear() ? servesRatio(*m_refined.ratio, ratio) : *m_refined.ratio == ratio);
}

/// What is out of sight was not rendered again.
void LiveRendering::forgetLight()
{
    const QRect visible = visibleRect();
    if (!m_refined.coarseRect.intersects(visible)) {
        m_refined.coarseRect = {};
    }
    for (auto& [binning, region] : m_refined.byBinning) {
        region &= m_light.covered(binning);
    }
}

void LiveRendering::clearOutdated(ExposureRatio ratio)
{
    if ((m_refined.ratio && !refinedServes(ratio)) || m_developedAfter.shownRatio().value_or(ratio) != ratio) {
        clearRefined();
    }
    if (m_before == BeforeSide::Classical && m_developedBefore.shownRatio().value_or(beforeRatio()) != beforeRatio()) {
        m_developedBefore.clear();
    }
}

}  // namespace scotopic
