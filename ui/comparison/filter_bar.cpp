// SPDX-License-Identifier: MIT
#include "ui/comparison/filter_bar.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace scotopic {

namespace {

enum Side { Off, AtMost, AtLeast };

/// The box with other entries, and the same one chosen if it is still there, else the first. False: it has them.
bool refill(QComboBox& box, const QStringList& texts, const QVariantList& values)
{
    bool isSame = box.count() == texts.size();
    for (int i = 0; isSame && i < box.count(); ++i) {
        isSame = box.itemText(i) == texts[i] && box.itemData(i) == values[i];
    }
    if (isSame) {
        return false;
    }
    const QSignalBlocker blocker(box);
    const QVariant chosen = box.currentData();
    box.clear();
    for (qsizetype i = 0; i < texts.size(); ++i) {
        box.addItem(texts[i], values[i]);
    }
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
    return true;
}

}  // namespace

FilterBar::FilterBar(ScoreFilter& filter, QWidget* parent)
    : QWidget(parent), m_filter(filter), m_text(new QLineEdit(this)), m_ratio(new QComboBox(this)),
      m_kind(new QComboBox(this)), m_column(new QComboBox(this)), m_side(new QComboBox(this)),
      m_value(new QDoubleSpinBox(this)), m_count(new QLabel(this))
{
    m_text->setObjectName(QStringLiteral("filterText"));
    m_text->setPlaceholderText(tr("Scene or image"));
    m_text->setAccessibleName(tr("Show scenes and images whose name has"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(70);
    m_text->setMaximumWidth(180);
    m_ratio->setObjectName(QStringLiteral("filterRatio"));
    m_ratio->setAccessibleName(tr("Show the amplification"));
    m_kind->setObjectName(QStringLiteral("scoreKind"));
    m_kind->setAccessibleName(tr("Sort and filter by"));
    m_kind->addItem(tr("by PSNR"), static_cast<int>(ScoreKind::Psnr));
    m_kind->addItem(tr("by SSIM"), static_cast<int>(ScoreKind::Ssim));
    m_column->setObjectName(QStringLiteral("filterColumn"));
    m_column->setAccessibleName(tr("Model whose scores are filtered"));
    m_column->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_column->setMinimumContentsLength(8);
    m_count->setMinimumWidth(40);
    m_side->setObjectName(QStringLiteral("filterSide"));
    m_side->setAccessibleName(tr("Show scores"));
    m_side->addItem(tr("all scores"), Off);
    m_side->addItem(tr("at most"), AtMost);
    m_side->addItem(tr("at least"), AtLeast);
    m_value->setObjectName(QStringLiteral("filterValue"));
    m_value->setAccessibleName(tr("Limit of the scores shown"));
    m_count->setObjectName(QStringLiteral("hint"));
    setChoices({}, {});
    showKind();

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    for (QWidget* part :
         {static_cast<QWidget*>(m_text), static_cast<QWidget*>(m_ratio), static_cast<QWidget*>(m_kind),
          static_cast<QWidget*>(m_column), static_cast<QWidget*>(m_side), static_cast<QWidget*>(m_value)}) {
        layout->addWidget(part);
    }
    layout->addStretch();
    layout->addWidget(m_count);

    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) { m_filter.setText(text.trimmed()); });
    connect(m_ratio, &QComboBox::currentIndexChanged, this, &FilterBar::applyRatio);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_filter.setKind(static_cast<ScoreKind>(m_kind->currentData().toInt()));
        showKind();
        applyThreshold();
    });
    for (QComboBox* box : {m_column, m_side}) {
        connect(box, &QComboBox::currentIndexChanged, this, &FilterBar::applyThreshold);
    }
    connect(m_value, &QDoubleSpinBox::valueChanged, this, &FilterBar::applyThreshold);
    applyThreshold();
}

void FilterBar::showKind()
{
    const bool isPsnr = m_filter.kind() == ScoreKind::Psnr;
    const QSignalBlocker blocker(m_value);
    m_value->setDecimals(isPsnr ? 1 : 3);
    m_value->setRange(isPsnr ? 0 : -1, isPsnr ? 200 : 1);
    m_value->setSingleStep(isPsnr ? 0.5 : 0.01);
    m_value->setSuffix(isPsnr ? tr(" dB") : QString());
    m_value->setValue(isPsnr ? 25 : 0.7);
}

void FilterBar::applyRatio()
{
    const QVariant ratio = m_ratio->currentData();
    m_filter.setRatio(ratio.isValid() ? std::optional(ratio.toFloat()) : std::nullopt);
}

void FilterBar::applyThreshold()
{
    const int side = m_side->currentData().toInt();
    m_value->setEnabled(side != Off);
    m_column->setEnabled(side != Off);
    if (side == Off) {
        m_filter.setThreshold(std::nullopt);
        return;
    }
    const QVariant column = m_column->currentData();
    m_filter.setThreshold(ScoreFilter::Threshold{column.isValid() ? std::optional(column.toInt()) : std::nullopt,
                                                 side == AtMost, m_value->value()});
}

void FilterBar::setChoices(const std::vector<float>& ratios, const std::vector<std::string>& contestants)
{
    QStringList texts{tr("all ratios")};
    QVariantList values{QVariant()};
    for (const float ratio : ratios) {
        texts << ratioText(ratio);
        values << ratio;
    }
    if (refill(*m_ratio, texts, values)) {
        applyRatio();
    }
    texts = {tr("any model")};
    values = {QVariant()};
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        texts << QString::fromStdString(contestants[i]);
        values << ScoreGridModel::FirstContestant + static_cast<int>(i);
    }
    if (refill(*m_column, texts, values)) {
        applyThreshold();
    }
}

void FilterBar::setShownCount(int shown, int all)
{
    m_count->setText(shown == all ? tr("Images: %1").arg(all) : tr("Images: %1 of %2").arg(shown).arg(all));
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

}  // namespace scotopic
