// SPDX-License-Identifier: MIT
#include "ui/enhance/live_light.h"

#include <algorithm>
#include <utility>

namespace scotopic {

namespace {

using Side = PictureView::Side;
using Layer = PictureView::Layer;

}  // namespace

LiveLight::LiveLight(const Workers& workers, PictureView* view, QObject* parent)
    : QObject(parent), m_view(view), m_runner(workers.pictures, Priority::Interactive)
{
    connect(&m_runner, &JobRunner::failed, this, [this](const QString& sentence) {
        m_photo.reset();  // or it would be tried for ever
        Q_EMIT failed(sentence);
    });
    connect(&m_runner, &JobRunner::finished, this, [this] {
        const bool isBehind = std::any_of(m_parts.begin(), m_parts.end(),
                                          [this](const Part& part) { return part.patch.rendition != m_rendition; });
        if (isBehind && m_photo) {
            start();
        } else {
            Q_EMIT finished();
        }
    });
}

void LiveLight::add(EnhancedPatch part)
{
    m_rendition = m_parts.empty() ? part.rendition : m_rendition;
    m_parts.push_back({++m_lastNumber, std::move(part)});
}

void LiveLight::forgetCoarse()
{
    std::erase_if(m_parts, [](const Part& part) { return part.patch.isCoarse; });
}

void LiveLight::clear()
{
    m_runner.cancel();
    m_parts.clear();
    m_photo.reset();
}

void LiveLight::show(const std::shared_ptr<const Photo>& photo, const Rendition& rendition, const QRect& visible)
{
    m_photo = photo;
    m_rendition = rendition;
    std::erase_if(m_parts, [&visible](const Part& part) { return !part.patch.where.intersects(visible); });
    if (!m_runner.isRunning() && !m_parts.empty()) {
        start();
    }
}

QRegion LiveLight::covered(int binning) const
{
    QRegion region;
    for (const Part& part : m_parts) {
        if (!part.patch.isCoarse && part.patch.binning == binning) {
            region += part.patch.where;
        }
    }
    return region;
}

void LiveLight::start()
{
    struct Wanted {
        quint64 number = 0;
        std::shared_ptr<const CameraLight> light;
        QRect where;
        bool hasHistogram = false;
    };
    std::vector<Wanted> wanted;
    for (const Part& part : m_parts) {
        if (part.patch.rendition != m_rendition) {
            wanted.push_back({part.number, part.patch.light, part.patch.where, part.patch.histogram.has_value()});
        }
    }
    m_runner.start(
        [photo = m_photo, rendition = m_rendition, wanted = std::move(wanted),
         shown = m_view->shownPart()](const JobContext& context) {
            std::vector<RenderedPart> rendered;
            for (const Wanted& part : wanted) {
                context.throwIfCancelled();
                QImage image = renderedLight(photo->raw, *part.light, rendition);
                RenderedPart result{part.number, {}, {}};
                if (part.hasHistogram) {
                    result.histogram = histogramOf(image, QRectF(part.where), shown);
                }
                result.patch = makePatch(std::move(image), QRectF(part.where));
                rendered.push_back(std::move(result));
            }
            return rendered;
        },
        [this, rendition = m_rendition](std::vector<RenderedPart> rendered) { take(std::move(rendered), rendition); });
}

void LiveLight::take(std::vector<RenderedPart> rendered, const Rendition& rendition)
{
    for (RenderedPart& result : rendered) {
        const auto part = std::find_if(m_parts.begin(), m_parts.end(),
                                       [&](const Part& known) { return known.number == result.number; });
        if (part == m_parts.end()) {
            continue;
        }
        part->patch.patch = std::move(result.patch);
        part->patch.rendition = rendition;
        if (result.histogram) {
            part->patch.histogram = result.histogram;
            Q_EMIT histogramChanged(*result.histogram);
        }
    }
    fillLayers();
}

void LiveLight::fillLayers()
{
    m_view->clearLayer(Side::After, Layer::Coarse);
    m_view->clearLayer(Side::After, Layer::Refined);
    for (const Part& part : m_parts) {
        m_view->addPatch(Side::After, part.patch.isCoarse ? Layer::Coarse : Layer::Refined, part.patch.patch);
    }
}

}  // namespace scotopic
