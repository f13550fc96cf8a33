// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/developed_side.h"
#include "ui/enhance/enhance_passes.h"
#include "ui/enhance/live_light.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"
#include "ui/viewer/picture_view.h"

#include <QObject>
#include <QRegion>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>

namespace scotopic {

/// What the picture is compared with.
enum class BeforeSide {
    AsShot,     // the classical rendering without amplification
    Classical,  // at the picture's amplification: what a network adds
};

/// Keeps a view showing one photo at one amplification with one model. A change is seen at once as a classical
/// preview; when nothing has changed for a moment, what is visible is refined: by the network, coarse to fine and
/// nearest to the centre first, or for the classical rendering by LibRaw's development; and so is the side before.
/// The newest wish cancels older ones.
class LiveRendering : public QObject {
    Q_OBJECT
public:
    /// The view outlives this.
    LiveRendering(const Workers& workers, PictureView* view, QObject* parent);

    void setPhoto(OpenedPhoto opened);
    void setRatio(ExposureRatio ratio);
    /// Of the classical rendering (white balance alone) and of camera-linear models.
    void setColour(const ColourChoice& colour);
    /// All photosites are shown, or the part alone that the file asks for.
    void setWholeArea(bool isWhole);
    /// Null: the classical rendering.
    void setModel(std::shared_ptr<const LoadedModel> model);
    void setBeforeSide(BeforeSide before);
    /// Stops refining until the next change or move of the view.
    void stopRefining();

    /// Everything that is visible is as good as it gets.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void refiningProgressed(const scotopic::Progress& progress);
    /// Refining has begun or ended, whichever way.
    void refiningChanged(bool isRefining);
    void histogramChanged(const scotopic::Histogram& histogram);
    void settled();
    void failed(const QString& sentence);

private:
    /// What the network has made of the refined layers, all of it at one ratio, with one model.
    struct Refined {
        std::optional<ExposureRatio> ratio;  // of the network's input; none: nothing is shown
        std::map<int, QRegion> byBinning;
        QRect coarseRect;
        int coarseBinning = 0;
        qsizetype bytes = 0;
        bool hasHistogram = false;  // the shown one is of what the network made
    };
    /// Renderings of one proxy, from which the sides choose. The view shares their pixels.
    struct Previews {
        PicturePatch asShot;
        PicturePatch amplified;  // empty where it would be out of date
        Rendition rendition;
        PicturePatch classical;  // without a model's tone; empty where nobody compares with it, or it is `amplified`
    };
    struct NewPreview {
        RenderedPreview preview;
        PicturePatch classical;
    };

    void connectRunners();
    void takeWish();
    void showArea();
    void showHistogramOfPreview();
    void requestPreview(const std::shared_ptr<const PlacedProxy>& proxy);
    void requestNewestPreview();
    void showPreview(const PlacedProxy* proxy, const Rendition& rendition, NewPreview made);
    void showLayer(PictureView::Layer layer, const Previews& previews);
    void onRest();
    void requestDetail();
    void refine();
    void refineByNetwork();
    void developWhatIsVisible();
    void developSides();
    void startRefining(std::vector<EnhancePass> passes, const QRect& rect);
    void showRefined(EnhancedPatch part);
    void clearRefined();
    void clearOutdated(ExposureRatio ratio);
    void forgetLight();
    void cancelRefining();
    void cancelOutdated();
    void forgetFailures();
    void updateCaptions();
    void announceIfSettled();
    [[nodiscard]] QRect visibleRect() const;
    [[nodiscard]] bool isRefining() const;
    [[nodiscard]] ExposureRatio beforeRatio() const;
    [[nodiscard]] Rendition rendition() const;
    [[nodiscard]] bool comparesWithClassical() const;
    [[nodiscard]] bool isOutdated(const Previews& previews) const;
    [[nodiscard]] bool isLinear() const { return m_model && m_model->isLinear(); }
    [[nodiscard]] bool refinedServes(ExposureRatio ratio) const;
    [[nodiscard]] bool sidesMayShare() const;
    /// Of the previews that are in sight.
    [[nodiscard]] const Rendition& shownRendition() const;
    [[nodiscard]] bool serves(const PlacedProxy* proxy) const;
    [[nodiscard]] std::shared_ptr<const PlacedProxy> overview() const;

    PictureView* m_view;
    std::shared_ptr<const Photo> m_photo;
    std::shared_ptr<const LoadedModel> m_model;
    std::shared_ptr<const PlacedProxy> m_detail;  // what is visible, when the overview is too coarse for the zoom
    ExposureRatio m_ratio;
    ColourChoice m_colour;
    bool m_isWholeArea = false;
    Previews m_overviewPreviews;
    Previews m_detailPreviews;
    BeforeSide m_before = BeforeSide::AsShot;
    bool m_previewIsStale = false;  // the ratio changed while a preview was being rendered
    bool m_hasPreviewFailed = false;
    bool m_canRunNetwork = true;  // false after a failure, until something changes
    bool m_canDevelop = true;     // likewise
    bool m_isStopped = false;     // by the person, until something changes or another part is looked at
    Refined m_refined;

    QTimer m_rest;
    JobRunner m_previewRunner;
    JobRunner m_detailRunner;
    JobRunner m_refineRunner;
    LiveLight m_light;
    DevelopedSide m_developedAfter;
    DevelopedSide m_developedBefore;
};

}  // namespace scotopic
