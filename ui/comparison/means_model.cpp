// SPDX-License-Identifier: MIT
#include "ui/comparison/means_model.h"

#include "core/evaluation/published.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/jobs/shown_text.h"

#include <QFont>

#include <algorithm>
#include <map>

namespace scotopic {

namespace {

QString valueOf(const MeanScores& mean)
{
    return psnrText(mean.psnrDb) + QStringLiteral("  \u00b7  ") + ssimText(mean.ssim);
}

QString imagesText(const QString& name, int count)
{
    return MeansModel::tr("%1, n = %2").arg(name).arg(count);
}

}  // namespace

void MeansModel::setMeans(Split split, const Protocol& protocol, const std::vector<std::string>& contestants,
                          const std::vector<ImageScore>& scores)
{
    beginResetModel();
    m_rows.clear();
    m_contestantCount = contestants.size();
    Row all{{}, {}, {}, false};
    std::map<float, Row> byRatio;
    std::map<float, int> imageCounts;
    int imageCount = 0;
    for (std::size_t i = 0; i < contestants.size(); ++i) {
        const auto summary = summaryRow(scores, protocol.name, contestants[i]);
        all.values << (summary ? valueOf(summary->mean) : QString());
        if (!summary) {
            continue;
        }
        imageCount = std::max(imageCount, summary->mean.imageCount);
        for (const RatioMean& mean : summary->byRatio) {
            Row& row = byRatio[mean.ratio];
            row.values.resize(static_cast<qsizetype>(contestants.size()));
            row.values[static_cast<qsizetype>(i)] = valueOf(mean.mean);
            imageCounts[mean.ratio] = std::max(imageCounts[mean.ratio], mean.mean.imageCount);
        }
    }
    if (imageCount > 0) {
        all.name = imagesText(tr("Mean"), imageCount);
        m_rows.push_back(std::move(all));
        for (auto& [ratio, row] : byRatio) {
            row.name = imagesText(ratioText(ratio), imageCounts[ratio]);
            m_rows.push_back(std::move(row));
        }
        if (split == Split::Test && describe(protocol) == describe(Protocol{})) {
            for (const PublishedScore& score : studyTable()) {
                m_rows.push_back(
                    {tr("Published: %1   %2  \u00b7  %3")
                         .arg(QString::fromUtf8(score.model), psnrText(score.psnrDb), ssimText(score.ssim)),
                     {},
                     QString::fromUtf8(score.source),
                     true});
            }
        }
    }
    endResetModel();
}

bool MeansModel::isPublished(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].isPublished;
}

int MeansModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MeansModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ScoreGridModel::FirstContestant + static_cast<int>(m_contestantCount);
}

QVariant MeansModel::data(const QModelIndex& index, int role) const
{
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int contestant = index.column() - ScoreGridModel::FirstContestant;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == ScoreGridModel::Name) {
            return row.name;
        }
        return contestant >= 0 && contestant < row.values.size() ? row.values[contestant] : QString();
    case Qt::ToolTipRole: return shownToolTip(row.toolTip);
    case Qt::TextAlignmentRole: return QVariant(contestant >= 0 ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setItalic(row.isPublished);
        font.setBold(index.row() == 0);
        return font;
    }
    default: return {};
    }
}

}  // namespace scotopic
