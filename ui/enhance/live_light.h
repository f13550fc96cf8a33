// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/enhance_passes.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"
#include "ui/viewer/picture_view.h"

#include <QObject>
#include <QRegion>

#include <memory>
#include <vector>

namespace scotopic {

/// The light behind the refined layers of a view's after side: renders it again when amplification, white balance or
/// tone change, without the network.
class LiveLight : public QObject {
    Q_OBJECT
public:
    /// The view outlives this.
    LiveLight(const Workers& workers, PictureView* view, QObject* parent);

    /// A part with light, whose patch is in the view already.
    void add(EnhancedPatch part);
    void forgetCoarse();
    void clear();
    /// Shows what of it meets `visible` as `rendition` says, and forgets the rest. The newest wish counts; the one
    /// before is let finish, so that a fast drag shows its steps.
    void show(const std::shared_ptr<const Photo>& photo, const Rendition& rendition, const QRect& visible);

    [[nodiscard]] bool isRunning() const { return m_runner.isRunning(); }
    /// Of the fine parts at a binning.
    [[nodiscard]] QRegion covered(int binning) const;

Q_SIGNALS:
    void finished();
    void histogramChanged(const scotopic::Histogram& histogram);
    void failed(const QString& sentence);

private:
    struct Part {
        quint64 number = 0;
        EnhancedPatch patch;
    };
    struct RenderedPart {
        quint64 number = 0;
        PicturePatch patch;
        std::optional<Histogram> histogram;
    };

    void start();
    void take(std::vector<RenderedPart> rendered, const Rendition& rendition);
    void fillLayers();

    PictureView* m_view;
    std::shared_ptr<const Photo> m_photo;
    Rendition m_rendition;
    std::vector<Part> m_parts;
    quint64 m_lastNumber = 0;
    JobRunner m_runner;
};

}  // namespace scotopic
