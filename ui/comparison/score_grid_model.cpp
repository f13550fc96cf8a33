// SPDX-License-Identifier: MIT
#include "ui/comparison/score_grid_model.h"

#include "ui/enhance/ratio_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <set>

namespace scotopic {

QString psnrText(double psnrDb)
{
    return std::isinf(psnrDb) ? ScoreGridModel::tr("equal") : ScoreGridModel::tr("%L1 dB").arg(psnrDb, 0, 'f', 2);
}

QString ssimText(double ssim)
{
    return QLocale().toString(ssim, 'f', 3);
}

QString ratioText(float ratio)
{
    return shortTextOf({ratio});
}

void ScoreGridModel::setContestants(const std::vector<std::string>& labels)
{
    beginResetModel();
    m_contestants = labels;
    m_scores.clear();
    rebuild();
    endResetModel();
}

void ScoreGridModel::setProtocol(const std::string& protocol)
{
    if (m_protocol != protocol) {
        beginResetModel();
        m_protocol = protocol;
        rebuild();
        endResetModel();
    }
}

void ScoreGridModel::rebuild()
{
    m_rows.clear();
    m_rowOfPair.clear();
    for (std::size_t place = 0; place < m_scores.size(); ++place) {
        if (columnOf(m_scores[place])) {
            store(place);
        }
    }
}

std::optional<int> ScoreGridModel::columnOf(const ImageScore& score) const
{
    const auto contestant = std::find(m_contestants.begin(), m_contestants.end(), score.contestant);
    if (score.protocol != m_protocol || contestant == m_contestants.end()) {
        return std::nullopt;
    }
    return FirstContestant + static_cast<int>(contestant - m_contestants.begin());
}

int ScoreGridModel::store(std::size_t place)
{
    const ImageScore& score = m_scores[place];
    const auto [row, isNew] = m_rowOfPair.emplace(score.pair, m_rows.size());
    if (isNew) {
        m_rows.push_back({score.pair, score.scene, score.ratio.value, {}});
        m_rows.back().scores.resize(m_contestants.size());
    }
    m_rows[row->second].scores[static_cast<std::size_t>(*columnOf(score) - FirstContestant)] = place;
    return static_cast<int>(row->second);
}

void ScoreGridModel::addScores(const std::vector<ImageScore>& scores)
{
    for (const ImageScore& score : scores) {
        const std::size_t place = m_scores.size();
        m_scores.push_back(score);
        const std::optional<int> column = columnOf(score);
        if (!column) {
            continue;
        }
        const bool isNew = !m_rowOfPair.contains(score.pair);
        if (isNew) {
            beginInsertRows({}, rowCount(), rowCount());
        }
        const int row = store(place);
        if (isNew) {
            endInsertRows();
        } else {
            Q_EMIT dataChanged(index(row, *column), index(row, *column));
        }
    }
}

const ImageScore* ScoreGridModel::scoreAt(int row, int column) const
{
    if (column < FirstContestant) {
        return nullptr;
    }
    const auto& place =
        m_rows[static_cast<std::size_t>(row)].scores[static_cast<std::size_t>(column - FirstContestant)];
    return place ? &m_scores[*place] : nullptr;
}

std::vector<float> ScoreGridModel::ratios() const
{
    std::set<float> ratios;
    for (const Row& row : m_rows) {
        ratios.insert(row.ratio);
    }
    return {ratios.begin(), ratios.end()};
}

int ScoreGridModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScoreGridModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstContestant + static_cast<int>(m_contestants.size());
}

QString ScoreGridModel::textAt(const QModelIndex& index) const
{
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Name: return QString::fromStdString(row.pair);
    case Input: return ratioText(row.ratio);
    case Truth: return {};
    default: break;
    }
    const ImageScore* score = scoreAt(index.row(), index.column());
    return score == nullptr
               ? QString()
               : psnrText(score->scores.psnrDb) + QStringLiteral("  \u00b7  ") + ssimText(score->scores.ssim);
}

QString ScoreGridModel::spokenTextAt(const QModelIndex& index) const
{
    const QString pair = QString::fromStdString(m_rows[static_cast<std::size_t>(index.row())].pair);
    const ImageScore* score = scoreAt(index.row(), index.column());
    const QString what = headerData(index.column(), Qt::Horizontal, Qt::ToolTipRole).toString();
    if (score == nullptr) {
        return QStringLiteral("%1, %2").arg(pair, what);
    }
    return tr("%1, %2: PSNR %3, SSIM %4").arg(pair, what, psnrText(score->scores.psnrDb), ssimText(score->scores.ssim));
}

QVariant ScoreGridModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const ImageScore* score = scoreAt(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole: return textAt(index);
    case Qt::AccessibleTextRole: return spokenTextAt(index);
    case Qt::ToolTipRole:
        return score == nullptr ? spokenTextAt(index)
                                : spokenTextAt(index)
                                      + tr("\nAmplified %1, rendered in %L2 s. %3")
                                            .arg(ratioText(score->usedRatio.value))
                                            .arg(score->seconds, 0, 'f', 1)
                                            .arg(QString::fromStdString(score->meaning));
    case PsnrRole: return score == nullptr ? QVariant() : score->scores.psnrDb;
    case SsimRole: return score == nullptr ? QVariant() : score->scores.ssim;
    case RatioRole: return row.ratio;
    case PairRole: return QString::fromStdString(row.pair);
    case SceneRole: return QString::fromStdString(row.scene);
    default: return {};
    }
}

QVariant ScoreGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) {
        return {};
    }
    switch (section) {
    case Name: return tr("Image");
    case Input: return tr("Input, amplified");
    case Truth: return tr("Ground truth");
    default: break;
    }
    const QString label = QString::fromStdString(m_contestants[static_cast<std::size_t>(section - FirstContestant)]);
    // Names and what follows them do not fit beside each other.
    return role == Qt::ToolTipRole ? label : QString(label).replace(QStringLiteral(", "), QStringLiteral(",\n"));
}

}  // namespace scotopic
