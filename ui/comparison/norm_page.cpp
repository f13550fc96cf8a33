// SPDX-License-Identifier: MIT
#include "ui/comparison/norm_page.h"

#include "core/evaluation/summary.h"
#include "ui/comparison/score_grid_model.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

enum Column { Model, Statistics, Psnr, Ssim, Gain, Meaning, ColumnCount };

QString meaningOf(NormStatistics statistics)
{
    switch (statistics) {
    case NormStatistics::Running: return NormPage::tr("The averages that training kept, as eval() uses them.");
    case NormStatistics::Image:
        return NormPage::tr("Each frame is normalised with its own statistics, as the study's test script did: it "
                            "never switched the network to evaluation.");
    case NormStatistics::Precise: return NormPage::tr("Computed anew over training patches with the weights frozen.");
    case NormStatistics::None: break;
    }
    return {};
}

QString nameOf(NormStatistics statistics)
{
    switch (statistics) {
    case NormStatistics::Running: return NormPage::tr("running");
    case NormStatistics::Image: return NormPage::tr("image");
    case NormStatistics::Precise: return NormPage::tr("precise");
    case NormStatistics::None: break;
    }
    return {};
}

/// The same model and ratio with other statistics.
Contestant withStatistics(Contestant contestant, NormStatistics statistics)
{
    contestant.statistics = statistics;
    return contestant;
}

}  // namespace

NormPage::NormPage(QWidget* parent) : QWidget(parent), m_explanation(new QLabel(this)), m_table(new QTableWidget(this))
{
    setObjectName(QStringLiteral("normPage"));
    m_explanation->setObjectName(QStringLiteral("normExplanation"));
    m_explanation->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("normTable"));
    m_table->setAccessibleName(tr("Statistics of batch normalisation"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHorizontalHeaderLabels(
        {tr("Model"), tr("Statistics"), tr("PSNR"), tr("SSIM"), tr("Over running"), tr("What they are")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Meaning, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(m_explanation);
    layout->addWidget(m_table, 1);
    setScores({}, {}, {});
}

void NormPage::setScores(const std::vector<Contestant>& contestants, const std::string& protocol,
                         const std::vector<ImageScore>& scores)
{
    m_table->setRowCount(0);
    std::vector<std::string> shown;
    for (const Contestant& contestant : contestants) {
        if (contestant.statistics == NormStatistics::None) {
            continue;
        }
        const Contestant running = withStatistics(contestant, NormStatistics::Running);
        if (std::find(shown.begin(), shown.end(), running.label()) == shown.end()) {
            shown.push_back(running.label());
            addRows(running, contestants, protocol, scores);
        }
    }
    m_table->setVisible(m_table->rowCount() > 0);
    m_explanation->setText(
        m_table->rowCount() > 0
            ? tr("Batch normalisation can take its statistics from four places. Which one is used changes the picture, "
                 "and so the score; the study's own table used each image's statistics.")
            : tr("None of these models has batch normalisation. Evaluate a single-BN or double-BN network with several "
                 "kinds of statistics to see what each is worth."));
    m_explanation->setAlignment(m_table->rowCount() > 0 ? Qt::AlignLeft : Qt::AlignCenter);
}

void NormPage::addRows(const Contestant& running, const std::vector<Contestant>& contestants,
                       const std::string& protocol, const std::vector<ImageScore>& scores)
{
    const QString model = QString::fromStdString(running.ratio.source == ScoringRatio::Source::Truth
                                                     ? running.model
                                                     : running.model + ", " + toText(running.ratio));
    for (const NormStatistics statistics : {NormStatistics::Running, NormStatistics::Image, NormStatistics::Precise}) {
        const std::string label = withStatistics(running, statistics).label();
        const bool isScored = std::any_of(contestants.begin(), contestants.end(),
                                          [&](const Contestant& one) { return one.label() == label; });
        const auto row = summaryRow(scores, protocol, label);
        if (!isScored || !row) {
            addRow({model, nameOf(statistics), tr("not scored"), {}, {}, meaningOf(statistics)});
            continue;
        }
        const PairedDifference gain = compare(scores, protocol, running.label(), label).psnrDb;
        const QString gainText = statistics == NormStatistics::Running || gain.imageCount == 0
                                     ? QString()
                                     : tr("%L1 dB [%L2, %L3]")
                                           .arg(gain.mean, 0, 'f', 2)
                                           .arg(gain.confidence95.low, 0, 'f', 2)
                                           .arg(gain.confidence95.high, 0, 'f', 2);
        addRow({model, nameOf(statistics), psnrText(row->mean.psnrDb), ssimText(row->mean.ssim), gainText,
                meaningOf(statistics)});
    }
    addRow({model,
            tr("folded"),
            tr("as running or precise"),
            {},
            {},
            tr("Running and precise statistics are folded into the convolutions before a frame is computed: the same "
               "function, and normalisation costs nothing. That is how this program always runs them.")});
}

void NormPage::addRow(const QStringList& texts)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int column = 0; column < ColumnCount; ++column) {
        m_table->setItem(row, column, new QTableWidgetItem(texts[column]));
    }
}

}  // namespace scotopic
