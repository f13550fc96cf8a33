// SPDX-License-Identifier: MIT
#include "ui/comparison/score_grid_view.h"

#include "ui/comparison/picture_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>

namespace scotopic {

namespace {

constexpr double kPictureAspect = 1.5;  // of most sensors; others leave a border
constexpr int kWidthStepPx = 20;

}  // namespace

ScoreGridView::ScoreGridView(ThumbnailLoader& thumbnails, QWidget* parent)
    : QTableView(parent), m_thumbnails(thumbnails)
{
    setObjectName(QStringLiteral("scoreGrid"));
    setAccessibleName(tr("Test images"));
    setItemDelegate(new PictureDelegate(thumbnails, this));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setTextElideMode(Qt::ElideMiddle);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
    connect(this, &QTableView::doubleClicked, this, &ScoreGridView::opened);
    connect(&m_thumbnails, &ThumbnailLoader::loaded, this, &ScoreGridView::repaintCell);
    resizeCells();
}

void ScoreGridView::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    const auto forget = [this] {
        m_askedRows = {-1, -1};
        resizeCells();
    };
    connect(model, &QAbstractItemModel::modelReset, this, forget);
    connect(model, &QAbstractItemModel::layoutChanged, this, [this] { m_askedRows = {-1, -1}; });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] { m_askedRows = {-1, -1}; });
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this] { m_askedRows = {-1, -1}; });
    resizeCells();
}

void ScoreGridView::setPictureWidth(int widthPx)
{
    const int bounded = std::clamp(widthPx, kSmallestPictureWidth, kLargestPictureWidth);
    if (m_pictureWidthPx != bounded) {
        m_pictureWidthPx = bounded;
        resizeCells();
        Q_EMIT pictureWidthChanged(bounded);
    }
}

void ScoreGridView::resizeCells()
{
    const int textHeight = fontMetrics().height() + 10;
    verticalHeader()->setDefaultSectionSize(qRound(m_pictureWidthPx / kPictureAspect) + textHeight);
    horizontalHeader()->setDefaultSectionSize(m_pictureWidthPx);
    if (model() != nullptr && model()->columnCount() > 0) {
        setColumnWidth(ScoreGridModel::Name, fontMetrics().horizontalAdvance(QStringLiteral("00000_00_0.033s")) + 22);
    }
    const QRect cell(0, 0, m_pictureWidthPx, verticalHeader()->defaultSectionSize());
    m_thumbnails.setCellSize(PictureDelegate::pictureRect(cell, fontMetrics()).size() * devicePixelRatioF());
    m_askedRows = {-1, -1};
    viewport()->update();
}

void ScoreGridView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    askForThumbnails();
}

void ScoreGridView::askForThumbnails()
{
    if (model() == nullptr || model()->rowCount() == 0) {
        return;
    }
    const int rows = model()->rowCount();
    const int first = std::max(0, rowAt(0));
    const int bottom = rowAt(viewport()->height() - 1);
    const int last = bottom < 0 ? rows - 1 : bottom;
    const int firstColumn = std::max<int>(ScoreGridModel::Input, columnAt(0));
    const int right = columnAt(viewport()->width() - 1);
    const int lastColumn = right < 0 ? model()->columnCount() - 1 : right;
    if (m_askedRows == std::pair(first, last) && m_askedColumns == std::pair(firstColumn, lastColumn)) {
        return;
    }
    m_askedRows = {first, last};
    m_askedColumns = {firstColumn, lastColumn};
    std::vector<int> order;
    const int screen = last - first + 1;  // one more above and below, for whoever scrolls on
    for (int row = std::max(0, first - screen); row <= std::min(rows - 1, last + screen); ++row) {
        order.push_back(row);
    }
    std::stable_sort(order.begin(), order.end(), [middle = (first + last) / 2](int a, int b) {
        return std::abs(a - middle) < std::abs(b - middle);
    });
    std::vector<ThumbnailId> wanted;
    for (const int row : order) {
        const QString pair = model()->index(row, 0).data(ScoreGridModel::PairRole).toString();
        for (int column = firstColumn; column <= lastColumn; ++column) {
            wanted.push_back({pair, column});
        }
    }
    m_thumbnails.setWanted(std::move(wanted));
}

void ScoreGridView::repaintCell(const ThumbnailId& id)
{
    for (int row = std::max(0, m_askedRows.first); model() != nullptr && row <= m_askedRows.second; ++row) {
        const QModelIndex index = model()->index(row, id.column);
        if (index.isValid() && index.data(ScoreGridModel::PairRole).toString() == id.pair) {
            viewport()->update(visualRect(index));
        }
    }
}

void ScoreGridView::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
    } else if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal) {
        setPictureWidth(m_pictureWidthPx + kWidthStepPx);
    } else if (event->key() == Qt::Key_Minus) {
        setPictureWidth(m_pictureWidthPx - kWidthStepPx);
    } else {
        QTableView::keyPressEvent(event);
    }
}

void ScoreGridView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setPictureWidth(m_pictureWidthPx + (event->angleDelta().y() > 0 ? kWidthStepPx : -kWidthStepPx));
        event->accept();
    } else {
        QTableView::wheelEvent(event);
    }
}

void ScoreGridView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        resizeCells();
    }
}

}  // namespace scotopic
