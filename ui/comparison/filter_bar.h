// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/score_filter.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
QT_END_NAMESPACE

namespace scotopic {

/// Which images the grid shows, and by which number they are sorted.
class FilterBar : public QWidget {
    Q_OBJECT
public:
    /// `filter` outlives it.
    explicit FilterBar(ScoreFilter& filter, QWidget* parent = nullptr);

    /// What can be chosen; what is chosen stays where it still can be.
    void setChoices(const std::vector<float>& ratios, const std::vector<std::string>& contestants);
    void setShownCount(int shown, int all);
    void focusText();

private:
    void applyRatio();
    void applyThreshold();
    void showKind();

    ScoreFilter& m_filter;
    QLineEdit* m_text;
    QComboBox* m_ratio;
    QComboBox* m_kind;
    QComboBox* m_column;
    QComboBox* m_side;
    QDoubleSpinBox* m_value;
    QLabel* m_count;
};

}  // namespace scotopic
