// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/open_evaluation.h"
#include "ui/comparison/viewed_picture.h"
#include "ui/comparison/viewer_actions.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace scotopic {

class PictureBoard;
class ThumbnailLoader;
class ViewerPanel;

/// One test image at full size: input, ground truth and every model. Small copies are there at once; models render
/// again on the device, ahead of an evaluation that goes on there.
class ComparisonViewer : public QWidget {
    Q_OBJECT
public:
    /// `thumbnails` outlives it.
    ComparisonViewer(const Workers& workers, ThumbnailLoader& thumbnails, QWidget* parent = nullptr);

    void setEvaluation(std::shared_ptr<const OpenEvaluation> evaluation);
    /// `scores`: of the image, by any protocol. `column`: as ScoreGridModel has them; becomes the current picture.
    void showImage(const QString& pair, int column, const Protocol& protocol, std::vector<ImageScore> scores);
    [[nodiscard]] const QString& pair() const { return m_pair; }
    /// Of the current picture, as ScoreGridModel has them.
    [[nodiscard]] int currentColumn() const;
    [[nodiscard]] PictureBoard& board() { return *m_board; }
    [[nodiscard]] const ViewerActions& actions() const { return m_actions; }
    /// None: the whole picture.
    void setRegion(std::optional<QRect> region);
    /// Lets go of the pictures and of what computes them.
    void leave();

Q_SIGNALS:
    void left();
    /// To another image: 1 the next in the grid, -1 the one before.
    void stepRequested(int step);
    /// Every picture is there at full size, or cannot be; likewise the scores of a region and the maps.
    void settled();
    void regionScored();
    void mapsShown();
    /// Maps or the scores of a region could not be computed; pictures say so themselves.
    void failed(const QString& sentence);

private:
    struct Arrival {
        int picture = 0;
        ViewedPicture content;
        QString failure;  // a sentence; then there is no content
    };
    struct RegionScores {
        std::vector<std::optional<Scores>> scores;  // of each picture
        QString problem;                            // why some are missing
    };
    void buildLayout();
    void connectParts();
    void connectActions();
    void loadQuick();
    void render();
    void showRendering(const Progress& progress);
    void take(const Arrival& arrival);
    void showPatch(int picture);
    void showMaps();
    void scoreRegion();
    void showStoredScores();
    void showPixels(std::optional<QPointF> point);
    void showHistogram();
    void scoreVisiblePart();
    void blink();
    void settle();
    [[nodiscard]] const ImageScore* scoreOf(int picture) const;
    [[nodiscard]] std::shared_ptr<const RenderedFrame> truth() const;

    Workers m_workers;
    ThumbnailLoader& m_thumbnails;
    std::shared_ptr<const OpenEvaluation> m_evaluation;
    std::shared_ptr<PictureRenderer> m_renderer;
    QString m_pair;
    Protocol m_protocol;
    std::vector<ImageScore> m_scores;
    std::vector<ViewedPicture> m_pictures;  // as the board has them: input, ground truth, contestants
    std::optional<QRect> m_region;
    int m_blinkedFrom = -1;
    std::vector<int> m_toRender;  // the one under way first

    ViewerActions m_actions;
    PictureBoard* m_board;
    ViewerPanel* m_panel;
    QLabel* m_title;
    JobRunner m_quickRunner;
    JobRunner m_renderRunner;
    JobRunner m_mapRunner;
    JobRunner m_regionRunner;
};

}  // namespace scotopic
