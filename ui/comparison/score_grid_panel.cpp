// SPDX-License-Identifier: MIT
#include "ui/comparison/score_grid_panel.h"

#include "ui/comparison/filter_bar.h"
#include "ui/comparison/score_grid_view.h"
#include "ui/enhance/field_keys.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace scotopic {

namespace {

constexpr int kMeansRowsInSight = 5;

std::vector<std::string> labelsOf(const Report& report)
{
    std::vector<std::string> labels;
    for (const Contestant& contestant : report.contestants) {
        labels.push_back(contestant.label());
    }
    return labels;
}

}  // namespace

ScoreGridPanel::ScoreGridPanel(const Workers& workers, QWidget* parent)
    : QWidget(parent), m_thumbnails(new ThumbnailLoader(workers, this)), m_grid(new ScoreGridModel(this)),
      m_filter(new ScoreFilter(m_grid, this)), m_means(new MeansModel(this)),
      m_filterBar(new FilterBar(*m_filter, this)), m_view(new ScoreGridView(*m_thumbnails, this)),
      m_meansView(new QTableView(this))
{
    setKeysHome(this, m_view);
    m_view->setModel(m_filter);
    m_view->sortByColumn(ScoreGridModel::Name, Qt::AscendingOrder);
    buildMeans();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_meansView);
    connect(m_view, &ScoreGridView::opened, this, [this](const QModelIndex& index) {
        Q_EMIT opened(index.data(ScoreGridModel::PairRole).toString(), index.column());
    });
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &ScoreGridPanel::showCounts);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &ScoreGridPanel::showCounts);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &ScoreGridPanel::showCounts);
}

void ScoreGridPanel::buildMeans()
{
    m_meansView->setObjectName(QStringLiteral("meansTable"));
    m_meansView->setAccessibleName(tr("Means and published scores"));
    m_meansView->setModel(m_means);
    m_meansView->setSelectionMode(QAbstractItemView::NoSelection);
    m_meansView->setTabKeyNavigation(false);
    m_meansView->setShowGrid(false);
    m_meansView->horizontalHeader()->hide();
    m_meansView->verticalHeader()->hide();
    m_meansView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_meansView->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_meansView->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_meansView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_view->horizontalScrollBar(), &QScrollBar::valueChanged, m_meansView->horizontalScrollBar(),
            &QScrollBar::setValue);
    connect(m_view, &ScoreGridView::pictureWidthChanged, this, &ScoreGridPanel::matchColumns);
}

void ScoreGridPanel::setEvaluation(const std::shared_ptr<const OpenEvaluation>& evaluation, const Protocol& protocol)
{
    m_thumbnails->setEvaluation(evaluation);
    m_split = evaluation->report.facts.split;
    m_protocol = protocol;
    m_grid->setContestants(labelsOf(evaluation->report));
    m_grid->setProtocol(protocol.name);
    addScores(evaluation->report.scores);
}

void ScoreGridPanel::setProtocol(const Protocol& protocol)
{
    m_protocol = protocol;
    m_grid->setProtocol(protocol.name);
    showMeans();
}

void ScoreGridPanel::addScores(const std::vector<ImageScore>& scores)
{
    m_grid->addScores(scores);
    const std::vector<std::string>& labels = m_grid->contestants();
    for (const ImageScore& score : scores) {
        const auto label = std::find(labels.begin(), labels.end(), score.contestant);
        const QString pair = QString::fromStdString(score.pair);
        m_thumbnails->retry({pair, ScoreGridModel::FirstContestant + static_cast<int>(label - labels.begin())});
    }
    showMeans();
}

void ScoreGridPanel::showMeans()
{
    m_means->setMeans(m_split, m_protocol, m_grid->contestants(), m_grid->scores());
    m_filterBar->setChoices(m_grid->ratios(), m_grid->contestants());
    matchColumns();
    showCounts();
    m_view->viewport()->update();
}

void ScoreGridPanel::matchColumns()
{
    for (int column = 0; column < m_means->columnCount(); ++column) {
        m_meansView->setColumnWidth(column, m_view->columnWidth(column));
    }
    m_meansView->clearSpans();
    for (int row = 0; row < m_means->rowCount(); ++row) {
        // A published score belongs to no column; the other names may take the pictures' empty place.
        m_meansView->setSpan(row, 0, 1,
                             m_means->isPublished(row) ? m_means->columnCount() : ScoreGridModel::FirstContestant);
    }
    const int rows = std::min(m_means->rowCount(), kMeansRowsInSight);
    m_meansView->setVisible(rows > 0);
    m_meansView->setFixedHeight(rows * m_meansView->verticalHeader()->defaultSectionSize()
                                + 2 * m_meansView->frameWidth());
}

void ScoreGridPanel::showCounts()
{
    m_filterBar->setShownCount(m_filter->rowCount(), m_grid->rowCount());
}

QStringList ScoreGridPanel::shownPairs() const
{
    QStringList pairs;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        pairs << m_filter->index(row, ScoreGridModel::Name).data(ScoreGridModel::PairRole).toString();
    }
    return pairs;
}

QStringList ScoreGridPanel::selectedPairs() const
{
    QStringList pairs;
    for (const QModelIndex& index : m_view->selectionModel()->selectedIndexes()) {
        const QString pair = index.data(ScoreGridModel::PairRole).toString();
        if (!pairs.contains(pair)) {
            pairs << pair;
        }
    }
    return pairs;
}

void ScoreGridPanel::select(const QString& pair)
{
    const auto row = static_cast<int>(shownPairs().indexOf(pair));
    if (row >= 0) {
        const int column = std::max<int>(ScoreGridModel::Name, m_view->currentIndex().column());
        m_view->setCurrentIndex(m_filter->index(row, column));
    }
}

void ScoreGridPanel::focusGrid()
{
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->currentIndex().isValid() && m_filter->rowCount() > 0) {
        m_view->setCurrentIndex(m_filter->index(0, ScoreGridModel::Name));
    }
}

void ScoreGridPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        m_filterBar->focusText();
    } else {
        QWidget::keyPressEvent(event);
    }
}

}  // namespace scotopic
