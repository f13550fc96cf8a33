// SPDX-License-Identifier: MIT
#include "ui/enhance/developed_side.h"

#include "ui/enhance/enhance_passes.h"

namespace scotopic {

DevelopedSide::DevelopedSide(const Workers& workers, PictureView* view, PictureView::Side side, QObject* parent)
    : QObject(parent), m_view(view), m_side(side), m_runner(workers.device, Priority::Interactive)
{
    connect(&m_runner, &JobRunner::progressed, this, &DevelopedSide::progressed);
    connect(&m_runner, &JobRunner::failed, this, &DevelopedSide::failed);
    connect(&m_runner, &JobRunner::finished, this, [this] {
        m_runningRatio.reset();
        Q_EMIT runningChanged();
    });
}

void DevelopedSide::want(const std::shared_ptr<const Photo>& photo, ExposureRatio ratio,
                         std::optional<WhiteBalanceGains> whiteBalance)
{
    if (m_shownRatio == ratio || m_runningRatio == ratio) {
        return;  // of the whole photo: moving the view must not begin it again
    }
    m_runningRatio = ratio;
    m_runner.start([photo, ratio, whiteBalance](
                       const JobContext& context) { return developWhole(*photo, ratio, whiteBalance, context); },
                   [this, ratio](const PicturePatch& patch) { show(patch, ratio); });
    Q_EMIT runningChanged();
}

void DevelopedSide::take(const DevelopedSide& other)
{
    if (other.m_shownRatio && m_shownRatio != other.m_shownRatio) {
        cancel();
        show(other.m_patch, *other.m_shownRatio);
    }
}

void DevelopedSide::show(const PicturePatch& patch, ExposureRatio ratio)
{
    m_shownRatio = ratio;
    m_patch = patch;
    m_view->setPatch(m_side, PictureView::Layer::Refined, patch);
    Q_EMIT shown();
}

void DevelopedSide::cancel()
{
    m_runner.cancel();
    m_runningRatio.reset();
}

void DevelopedSide::clear()
{
    m_patch = {};
    if (m_shownRatio) {
        m_shownRatio.reset();
        m_view->clearLayer(m_side, PictureView::Layer::Refined);
    }
}

}  // namespace scotopic
