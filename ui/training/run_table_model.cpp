// SPDX-License-Identifier: MIT
#include "ui/training/run_table_model.h"

#include "core/network/model.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/shown_text.h"
#include "ui/recipe/quantity_text.h"

#include <QLocale>

#include <algorithm>
#include <limits>
#include <utility>

namespace scotopic {

namespace {

QString numberOr(const std::optional<double>& value, char format, int digits)
{
    return value ? QLocale().toString(*value, format, digits) : QStringLiteral("\u2013");
}

}  // namespace

bool RunTableModel::haveSameFolders(const std::vector<RunInfo>& runs) const
{
    return std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(),
                      [](const RunInfo& a, const RunInfo& b) { return a.folder == b.folder; });
}

void RunTableModel::setRuns(std::vector<RunInfo> runs)
{
    if (haveSameFolders(runs)) {
        m_runs = std::move(runs);
        if (!m_runs.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    // Rows come and go seldom: one after the other, so that views keep selection and place.
    for (int row = rowCount() - 1; row >= 0; --row) {
        const std::filesystem::path& folder = m_runs[static_cast<std::size_t>(row)].folder;
        if (std::none_of(runs.begin(), runs.end(), [&](const RunInfo& run) { return run.folder == folder; })) {
            beginRemoveRows({}, row, row);
            m_runs.erase(m_runs.begin() + row);
            endRemoveRows();
        }
    }
    for (std::size_t row = 0; row < runs.size(); ++row) {
        if (row == m_runs.size() || m_runs[row].folder != runs[row].folder) {
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
            m_runs.insert(m_runs.begin() + static_cast<std::ptrdiff_t>(row), runs[row]);
            endInsertRows();
        }
    }
    setRuns(std::move(runs));
}

const RunInfo* RunTableModel::runAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_runs[static_cast<std::size_t>(row)] : nullptr;
}

int RunTableModel::rowOf(const std::filesystem::path& folder) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunInfo& r) { return r.folder == folder; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

bool RunTableModel::isChecked(const std::filesystem::path& folder) const
{
    return m_checked.contains(fromPath(folder));
}

void RunTableModel::moveCheck(const std::filesystem::path& from, const std::filesystem::path& to)
{
    if (m_checked.remove(fromPath(from))) {
        m_checked.insert(fromPath(to));
    }
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::textIn(const RunInfo& run, int column) const
{
    switch (column) {
    case Name: return run.name();
    case Status: return textOf(run.status);
    case Epoch:
        return run.record
                   ? tr("%1 of %2").arg(QLocale().toString(run.epoch), QLocale().toString(run.record->options.epochs))
                   : QString();
    case TimeLeft: return run.remainingSeconds ? QuantityText::ofDuration(*run.remainingSeconds) : QString();
    case BestPsnr: return run.record ? numberOr(run.bestPsnrDb, 'f', 2) : QString();
    case LastLoss: return run.record ? numberOr(run.lastLoss, 'g', 4) : QString();
    default: return {};
    }
}

QVariant RunTableModel::sortKeyIn(const RunInfo& run, int column)
{
    constexpr double kLast = std::numeric_limits<double>::infinity();
    switch (column) {
    case Status: return static_cast<int>(run.status);
    case Epoch: return run.epoch;
    case TimeLeft: return run.remainingSeconds.value_or(kLast);
    case BestPsnr: return run.bestPsnrDb.value_or(-kLast);
    case LastLoss: return run.lastLoss.value_or(kLast);
    default: return run.name();
    }
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    const RunInfo* const run = runAt(index.row());
    if (run == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return textIn(*run, index.column());
    case SortRole: return sortKeyIn(*run, index.column());
    case FolderRole: return fromPath(run->folder);
    case Qt::TextAlignmentRole:
        return index.column() <= Status ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return shownToolTip(run->reason.isEmpty() ? fromPath(run->folder)
                                                  : fromPath(run->folder) + QLatin1Char('\n') + run->reason);
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(isChecked(run->folder) ? Qt::Checked : Qt::Unchecked) : QVariant();
    default: return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const QStringList names{tr("Run"), tr("State"), tr("Epoch"), tr("Left"), tr("PSNR"), tr("Loss")};
    const QStringList meanings{tr("Checked runs are drawn in the charts"),
                               tr("What the run does now"),
                               tr("The last whole epoch"),
                               tr("Time left, from what its last epoch took"),
                               tr("Best in validation: mean over its pictures, in dB"),
                               tr("Of the last step")};
    switch (role) {
    case Qt::DisplayRole: return names.value(section);
    case Qt::ToolTipRole: return meanings.value(section);
    case Qt::TextAlignmentRole: return section <= Status ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default: return {};
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const RunInfo* const run = runAt(index.row());
    if (run == nullptr || role != Qt::CheckStateRole) {
        return false;
    }
    const QString folder = fromPath(run->folder);
    if (value.toInt() == Qt::Checked) {
        m_checked.insert(folder);
    } else {
        m_checked.remove(folder);
    }
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checkedChanged();
    return true;
}

}  // namespace scotopic
