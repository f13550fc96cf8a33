// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/photo.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"
#include "ui/viewer/picture_view.h"

#include <QObject>

#include <memory>
#include <optional>

namespace scotopic {

/// LibRaw's development of the whole photo on one side of a view, for looking at its pixels: proxies hold one pixel
/// per CFA block. It fills the side's refined layer.
class DevelopedSide : public QObject {
    Q_OBJECT
public:
    /// The view outlives this.
    DevelopedSide(const Workers& workers, PictureView* view, PictureView::Side side, QObject* parent);

    /// Nothing happens when it is shown, or being made, already at this ratio: another white balance comes after
    /// cancel() and clear().
    void want(const std::shared_ptr<const Photo>& photo, ExposureRatio ratio,
              std::optional<WhiteBalanceGains> whiteBalance);
    /// What the other side has; the same development need not be made twice.
    void take(const DevelopedSide& other);
    /// Stops what is being made; what is shown stays.
    void cancel();
    /// Stops showing; what is being made goes on.
    void clear();

    [[nodiscard]] bool isRunning() const { return m_runner.isRunning(); }
    [[nodiscard]] std::optional<ExposureRatio> shownRatio() const { return m_shownRatio; }

Q_SIGNALS:
    void shown();
    void progressed(const scotopic::Progress& progress);
    void failed(const QString& sentence);
    /// Work has begun or ended, whichever way.
    void runningChanged();

private:
    void show(const PicturePatch& patch, ExposureRatio ratio);

    PictureView* m_view;
    PictureView::Side m_side;
    std::optional<ExposureRatio> m_shownRatio;
    std::optional<ExposureRatio> m_runningRatio;
    PicturePatch m_patch;  // shares its pixels with the view
    JobRunner m_runner;
};

}  // namespace scotopic
