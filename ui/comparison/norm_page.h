// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/report.h"
#include "ui/jobs/job_runner.h"
#include "ui/jobs/workers.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QTableWidget;
QT_END_NAMESPACE

namespace scotopic {

/// Batch normalisation explained with the scores at hand: each model that has it, with each kind of statistics, what
/// these are, and what they gain over the running ones.
class NormPage : public QWidget {
    Q_OBJECT
public:
    explicit NormPage(const Workers& workers, QWidget* parent = nullptr);

    /// Intervals of many images take a while: `shown` follows when they are there.
    void setScores(const std::vector<Contestant>& contestants, const std::string& protocol,
                   const std::vector<ImageScore>& scores);
    /// For another evaluation's.
    void clear();

Q_SIGNALS:
    void shown();
    void failed(const QString& sentence);

private:
    struct Input {
        std::vector<Contestant> contestants;
        std::string protocol;
        std::vector<ImageScore> scores;
    };

    void refresh();
    void present(const std::vector<QStringList>& rows);

    QLabel* m_explanation;
    QTableWidget* m_table;
    std::shared_ptr<const Input> m_input;
    bool m_isOutdated = false;  // newer scores came while others were looked at
    JobRunner m_runner;
};

}  // namespace scotopic
