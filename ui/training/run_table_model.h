// SPDX-License-Identifier: MIT
#pragma once

#include "ui/training/run_info.h"

#include <QAbstractTableModel>
#include <QSet>

#include <filesystem>
#include <optional>
#include <vector>

namespace scotopic {

/// The runs of a folder, a row each; those that are checked are drawn in the charts.
class RunTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Status, Epoch, TimeLeft, BestPsnr, LastLoss, ColumnCount };
    enum Role { SortRole = Qt::UserRole, FolderRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// What has changed alone is told to views, so that a selection stays.
    void setRuns(std::vector<RunInfo> runs);
    [[nodiscard]] const std::vector<RunInfo>& runs() const { return m_runs; }
    /// Null for no row.
    [[nodiscard]] const RunInfo* runAt(int row) const;
    [[nodiscard]] int rowOf(const std::filesystem::path& folder) const;  // -1: none
    [[nodiscard]] bool isChecked(const std::filesystem::path& folder) const;
    /// A run that is renamed stays checked, and none that gets its old name later is.
    void moveCheck(const std::filesystem::path& from, const std::filesystem::path& to);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    void checkedChanged();

private:
    [[nodiscard]] QVariant textIn(const RunInfo& run, int column) const;
    [[nodiscard]] static QVariant sortKeyIn(const RunInfo& run, int column);
    [[nodiscard]] bool haveSameFolders(const std::vector<RunInfo>& runs) const;

    std::vector<RunInfo> m_runs;
    QSet<QString> m_checked;  // folders
};

}  // namespace scotopic
