// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/report.h"

#include <QWidget>

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
    explicit NormPage(QWidget* parent = nullptr);

    void setScores(const std::vector<Contestant>& contestants, const std::string& protocol,
                   const std::vector<ImageScore>& scores);

private:
    void addRows(const Contestant& running, const std::vector<Contestant>& contestants, const std::string& protocol,
                 const std::vector<ImageScore>& scores);
    void addRow(const QStringList& texts);

    QLabel* m_explanation;
    QTableWidget* m_table;
};

}  // namespace scotopic
