// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/means_model.h"
#include "ui/comparison/open_evaluation.h"
#include "ui/comparison/score_filter.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/comparison/thumbnail_loader.h"

#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QTableView;
QT_END_NAMESPACE

namespace scotopic {

class FilterBar;
class ScoreGridView;

/// The test set as a grid of pictures, with what filters it above and the means below, which stay in sight.
class ScoreGridPanel : public QWidget {
    Q_OBJECT
public:
    ScoreGridPanel(const Workers& workers, QWidget* parent = nullptr);

    /// Its scores come with it or later.
    void setEvaluation(const std::shared_ptr<const OpenEvaluation>& evaluation, const Protocol& protocol);
    void setProtocol(const Protocol& protocol);
    void addScores(const std::vector<ImageScore>& scores);

    [[nodiscard]] const ScoreGridModel& grid() const { return *m_grid; }
    [[nodiscard]] ThumbnailLoader& thumbnails() { return *m_thumbnails; }
    /// Names of the images as they stand, and of those that are selected.
    [[nodiscard]] QStringList shownPairs() const;
    [[nodiscard]] QStringList selectedPairs() const;
    /// Scrolls to it.
    void select(const QString& pair);
    void focusGrid();

Q_SIGNALS:
    void opened(const QString& pair, int column);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildMeans();
    void showMeans();
    void showCounts();
    void matchColumns();

    ThumbnailLoader* m_thumbnails;
    ScoreGridModel* m_grid;
    ScoreFilter* m_filter;
    MeansModel* m_means;
    FilterBar* m_filterBar;
    ScoreGridView* m_view;
    QTableView* m_meansView;
    Split m_split = Split::Test;
    Protocol m_protocol;
};

}  // namespace scotopic
