// SPDX-License-Identifier: MIT
#include "ui/comparison/norm_page.h"

#include "core/evaluation/summary.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/enhance/wrapped_text.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

enum Column { ModelName, Statistics, Psnr, Ssim, Gain, Meaning, ColumnCount };

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

/// What other statistics gain over the running ones; empty where nothing is to be compared.
QString gainText(const PairedDifference& gain)
{
    return gain.imageCount == 0 ? QString()
                                : NormPage::tr("%L1 dB [%L2, %L3]")
                                      .arg(gain.mean, 0, 'f', 2)
                                      .arg(gain.confidence95.low, 0, 'f', 2)
                                      .arg(gain.confidence95.high, 0, 'f', 2);
}

/// The table's rows of one model at one ratio.
std::vector<QStringList> rowsOf(const Contestant& running, const std::string& protocol,
                                const std::vector<ImageScore>& scores)
{
    const QString model = QString::fromStdString(running.ratio.source == ScoringRatio::Source::Truth
                                                     ? running.model
                                                     : running.model + ", " + toText(running.ratio));
    std::vector<QStringList> rows;
    for (const NormStatistics statistics : {NormStatistics::Running, NormStatistics::Image, NormStatistics::Precise}) {
        const std::string label = withStatistics(running, statistics).label();
        const auto row = summaryRow(scores, protocol, label);
        if (!row) {
            rows.push_back({model, nameOf(statistics), NormPage::tr("not scored"), {}, {}, meaningOf(statistics)});
            continue;
        }
        const bool isOther = statistics != NormStatistics::Running;
        const PairedDifference gain =
            isOther ? compare(scores, protocol, running.label(), label).psnrDb : PairedDifference{};
        rows.push_back({model, nameOf(statistics), psnrText(row->mean.psnrDb), ssimText(row->mean.ssim), gainText(gain),
                        meaningOf(statistics)});
    }
    // Of whichever of the two was scored.
    const QStringList& same = rows.front()[Ssim].isEmpty() ? rows.back() : rows.front();
    rows.push_back({model,
                    NormPage::tr("folded"),
                    same[Psnr],
                    same[Ssim],
                    {},
                    NormPage::tr("Running and precise statistics are folded into the convolutions before a frame is "
                                 "computed: the same function, and normalisation costs nothing. That is how this "
                                 "program always runs them, so that its score is theirs.")});
    return rows;
}

std::vector<QStringList> rowsOf(const std::vector<Contestant>& contestants, const std::string& protocol,
                                const std::vector<ImageScore>& scores)
{
    std::vector<std::string> known;
    std::vector<QStringList> rows;
    for (const Contestant& contestant : contestants) {
        const Contestant running = withStatistics(contestant, NormStatistics::Running);
        const bool isNew = std::find(known.begin(), known.end(), running.label()) == known.end();
        if (contestant.statistics != NormStatistics::None && isNew) {
            known.push_back(running.label());
            const std::vector<QStringList> more = rowsOf(running, protocol, scores);
            rows.insert(rows.end(), more.begin(), more.end());
        }
    }
    return rows;
}

}  // namespace

NormPage::NormPage(const Workers& workers, QWidget* parent)
    : QWidget(parent), m_explanation(new WrappedLabel(this)), m_table(new QTableWidget(this)),
      m_runner(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("normPage"));
    m_explanation->setObjectName(QStringLiteral("normExplanation"));
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
    connect(&m_runner, &JobRunner::failed, this, &NormPage::failed);
    connect(&m_runner, &JobRunner::finished, this, [this] {
        if (m_isOutdated) {
            refresh();
        }
    });
    present({});
}

void NormPage::setScores(const std::vector<Contestant>& contestants, const std::string& protocol,
                         const std::vector<ImageScore>& scores)
{
    m_input = std::make_shared<const Input>(Input{contestants, protocol, scores});
    refresh();
}

void NormPage::refresh()
{
    m_isOutdated = m_runner.isRunning();  // one after the other, lest none come to its end
    if (m_isOutdated || !m_input) {
        return;
    }
    m_runner.start(
        [input = m_input](const JobContext&) { return rowsOf(input->contestants, input->protocol, input->scores); },
        [this](const std::vector<QStringList>& rows) {
            present(rows);
            Q_EMIT shown();
        });
}

void NormPage::clear()
{
    m_runner.cancel();
    m_input = nullptr;
    present({});
}

void NormPage::present(const std::vector<QStringList>& rows)
{
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int column = 0; column < ColumnCount; ++column) {
            m_table->setItem(row, column, new QTableWidgetItem(rows[static_cast<std::size_t>(row)][column]));
        }
    }
    m_table->setVisible(!rows.empty());
    m_explanation->setText(
        rows.empty()
            ? tr("None of these models has batch normalisation. Evaluate a single-BN or double-BN network with "
                 "several kinds of statistics to see what each is worth.")
            : tr("Batch normalisation can take its statistics from four places. Which one is used changes the "
                 "picture, and so the score; the study's own table used each image's statistics."));
    m_explanation->setAlignment(rows.empty() ? Qt::AlignCenter : Qt::AlignLeft);
}

}  // namespace scotopic
