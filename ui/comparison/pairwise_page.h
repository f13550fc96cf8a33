// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/summary.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

QT_BEGIN_NAMESPACE
class QChartView;
class QComboBox;
class QLabel;
class QTableWidget;
QT_END_NAMESPACE

namespace scotopic {

/// Two models on the same images: how their differences are distributed, their mean with its interval, and the images
/// where they differ most.
class PairwisePage : public QWidget {
    Q_OBJECT
public:
    explicit PairwisePage(const Workers& workers, QWidget* parent = nullptr);

    /// The interval of many images takes a while: `shown` follows when it is there.
    void setScores(const std::vector<ImageScore>& scores, const std::string& protocol,
                   const std::vector<std::string>& contestants);
    /// For another evaluation's.
    void clear();

Q_SIGNALS:
    /// An image of the list is to be looked at; `contestant`: the second of the two.
    void opened(const QString& pair, const QString& contestant);
    void shown();
    void failed(const QString& sentence);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Differences {
        std::vector<ImageDifference> images;
        Comparison comparison;
    };

    void buildLayout();
    QWidget* buildChoices();
    void connectParts();
    void refresh();
    void present();
    void showChart(const PairedDifference& mean);
    void showImages(std::vector<ImageDifference> differences);
    [[nodiscard]] ScoreKind kind() const;

    std::shared_ptr<const std::vector<ImageScore>> m_scores = std::make_shared<std::vector<ImageScore>>();
    std::string m_protocol;
    Differences m_differences;  // of the two that are named in it
    bool m_isOutdated = false;  // nothing is computed while it is hidden, or while something else is
    QComboBox* m_first;
    QComboBox* m_second;
    QComboBox* m_kind;
    QLabel* m_mean;
    QChartView* m_chart;
    QTableWidget* m_images;
    QLabel* m_empty;
    QWidget* m_results;
    JobRunner m_runner;
};

}  // namespace scotopic
