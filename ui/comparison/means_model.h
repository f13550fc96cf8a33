// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/protocol.h"
#include "core/evaluation/summary.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace scotopic {

/// What stands below the grid: means over all images, means per ratio, and where the protocol is the study's the
/// numbers that it published. Columns as in ScoreGridModel; a published row is one text in the first.
class MeansModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setMeans(Split split, const Protocol& protocol, const std::vector<std::string>& contestants,
                  const std::vector<ImageScore>& scores);
    [[nodiscard]] bool isPublished(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        QString name;
        QStringList values;  // of each contestant
        QString toolTip;
        bool isPublished = false;
    };
    std::vector<Row> m_rows;
    std::size_t m_contestantCount = 0;
};

}  // namespace scotopic
