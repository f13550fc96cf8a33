// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/frame_scores.h"
#include "core/metrics/difference_map.h"
#include "ui/viewer/histogram.h"

#include <QColor>
#include <QWidget>

#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QTableWidget;
QT_END_NAMESPACE

namespace scotopic {

class ColourBar;
class HistogramView;

/// What is known of the pictures in the viewer: the pixel under the cursor, the scores of the region, the histogram.
class ViewerPanel : public QWidget {
    Q_OBJECT
public:
    explicit ViewerPanel(QWidget* parent = nullptr);

    void setTitles(const QStringList& titles);
    void setCurrent(int picture);
    /// `where`: which pixel it is, in words. No colour where a picture has none.
    void setPixels(const QString& where, const std::vector<std::optional<QColor>>& pixels);
    /// `where`: what is scored, in words. No scores where a picture has none.
    void setScores(const QString& where, const std::vector<std::optional<Scores>>& scores);
    void setHistogram(const Histogram& histogram);
    [[nodiscard]] std::optional<DifferenceKind> map() const;
    /// The next in the list, or the one before.
    void stepMap(int step);

Q_SIGNALS:
    void currentChosen(int picture);
    void mapChosen();

private:
    void buildTable();
    void showMap();

    QTableWidget* m_table;
    QLabel* m_pixelText;
    QLabel* m_scoreText;
    QComboBox* m_map;
    ColourBar* m_bar;
    HistogramView* m_histogram;
};

}  // namespace scotopic
