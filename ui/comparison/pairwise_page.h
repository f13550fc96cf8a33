// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/summary.h"
#include "ui/comparison/score_grid_model.h"

#include <QWidget>

#include <string>
#include <vector>

QT_BEGIN_NAMESPACE
class QChart;
class QChartView;
class QComboBox;
class QLabel;
class QStackedLayout;
class QTableWidget;
QT_END_NAMESPACE

namespace scotopic {

/// Two models on the same images: how their differences are distributed, their mean with its interval, and the images
/// where they differ most.
class PairwisePage : public QWidget {
    Q_OBJECT
public:
    explicit PairwisePage(QWidget* parent = nullptr);

    void setScores(const std::vector<ImageScore>& scores, const std::string& protocol,
                   const std::vector<std::string>& contestants);

Q_SIGNALS:
    /// An image of the list is to be looked at; `contestant`: the second of the two.
    void opened(const QString& pair, const QString& contestant);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildLayout();
    QWidget* buildChoices();
    void connectParts();
    void refresh();
    void showChart(const std::vector<double>& differences, const PairedDifference& mean);
    void showImages(std::vector<ImageDifference> differences);
    [[nodiscard]] ScoreKind kind() const;

    std::vector<ImageScore> m_scores;
    std::string m_protocol;
    bool m_isOutdated = false;  // while it is hidden nothing is computed
    QComboBox* m_first;
    QComboBox* m_second;
    QComboBox* m_kind;
    QLabel* m_mean;
    QChartView* m_chart;
    QTableWidget* m_images;
    QLabel* m_empty;
    QWidget* m_results;
};

/// Counts of values in bins of equal width from `low` on; the last bin holds its upper end too.
struct ValueBins {
    double low = 0;
    double width = 1;
    std::vector<int> counts;
};
/// At most `mostBins` bins of a round width (1, 2 or 5 times a power of ten) over all values; 0 is an edge of a bin.
[[nodiscard]] ValueBins binned(const std::vector<double>& values, int mostBins);

}  // namespace scotopic
