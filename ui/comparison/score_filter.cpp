// SPDX-License-Identifier: MIT
#include "ui/comparison/score_filter.h"

namespace scotopic {

ScoreFilter::ScoreFilter(ScoreGridModel* grid, QObject* parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(grid);
    setDynamicSortFilter(true);
}

void ScoreFilter::setKind(ScoreKind kind)
{
    if (m_kind != kind) {
        m_kind = kind;
        invalidate();
    }
}

void ScoreFilter::setText(const QString& text)
{
    if (m_text != text) {
        m_text = text;
        invalidateFilter();
    }
}

void ScoreFilter::setRatio(std::optional<float> ratio)
{
    if (m_ratio != ratio) {
        m_ratio = ratio;
        invalidateFilter();
    }
}

void ScoreFilter::setThreshold(std::optional<Threshold> threshold)
{
    if (m_threshold != threshold) {
        m_threshold = threshold;
        invalidateFilter();
    }
}

std::optional<double> ScoreFilter::scoreOf(const QModelIndex& index) const
{
    const QVariant score = index.data(m_kind == ScoreKind::Psnr ? ScoreGridModel::PsnrRole : ScoreGridModel::SsimRole);
    return score.isValid() ? std::optional(score.toDouble()) : std::nullopt;
}

bool ScoreFilter::passesThreshold(int row) const
{
    const auto passes = [&](int column) {
        const std::optional<double> score = scoreOf(sourceModel()->index(row, column));
        return score && (m_threshold->isAtMost ? *score <= m_threshold->value : *score >= m_threshold->value);
    };
    if (m_threshold->column) {
        return passes(*m_threshold->column);
    }
    for (int column = ScoreGridModel::FirstContestant; column < sourceModel()->columnCount(); ++column) {
        if (passes(column)) {
            return true;
        }
    }
    return false;
}

bool ScoreFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex name = sourceModel()->index(row, ScoreGridModel::Name, parent);
    const bool hasText = m_text.isEmpty()
                         || name.data(ScoreGridModel::PairRole).toString().contains(m_text, Qt::CaseInsensitive)
                         || name.data(ScoreGridModel::SceneRole).toString().contains(m_text, Qt::CaseInsensitive);
    return hasText && (!m_ratio || name.data(ScoreGridModel::RatioRole).toFloat() == *m_ratio)
           && (!m_threshold || passesThreshold(row));
}

bool ScoreFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (left.column() >= ScoreGridModel::FirstContestant) {
        const std::optional<double> a = scoreOf(left);
        const std::optional<double> b = scoreOf(right);
        if (a && b) {
            return *a < *b;
        }
        return sortOrder() == Qt::AscendingOrder ? a.has_value() && !b : b.has_value() && !a;
    }
    if (left.column() == ScoreGridModel::Input) {
        const float a = left.data(ScoreGridModel::RatioRole).toFloat();
        const float b = right.data(ScoreGridModel::RatioRole).toFloat();
        if (a != b) {
            return a < b;
        }
    }
    return left.data(ScoreGridModel::PairRole).toString() < right.data(ScoreGridModel::PairRole).toString();
}

}  // namespace scotopic
