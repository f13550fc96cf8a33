// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/score_grid_model.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace scotopic {

/// Sorts the grid by any column and keeps the rows that are asked for.
class ScoreFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    /// Rows whose score in a column, or in any (no column), is at most or at least a value.
    struct Threshold {
        std::optional<int> column;
        bool isAtMost = true;
        double value = 0;

        friend bool operator==(const Threshold&, const Threshold&) = default;
    };

    explicit ScoreFilter(ScoreGridModel* grid, QObject* parent = nullptr);

    void setKind(ScoreKind kind);
    [[nodiscard]] ScoreKind kind() const { return m_kind; }
    /// Part of a scene's or image's name.
    void setText(const QString& text);
    void setRatio(std::optional<float> ratio);
    void setThreshold(std::optional<Threshold> threshold);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    /// Rows without a score come after all others, whichever way they are sorted.
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] std::optional<double> scoreOf(const QModelIndex& index) const;
    [[nodiscard]] bool passesThreshold(int row) const;

    ScoreKind m_kind = ScoreKind::Psnr;
    QString m_text;
    std::optional<float> m_ratio;
    std::optional<Threshold> m_threshold;
};

}  // namespace scotopic
