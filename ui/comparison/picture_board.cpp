// SPDX-License-Identifier: MIT
#include "ui/comparison/picture_board.h"

#include "ui/viewer/picture_view.h"

#include <QEvent>
#include <QGridLayout>

#include <algorithm>
#include <utility>

namespace scotopic {

namespace {

constexpr int kGapPx = 2;

/// Columns in which `count` pictures of a shape are largest in an area.
int bestColumns(int count, QSizeF area, QSizeF picture)
{
    int best = 1;
    double bestZoom = 0;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double zoom = std::min(area.width() / columns / std::max(1.0, picture.width()),
                                     area.height() / rows / std::max(1.0, picture.height()));
        if (zoom > bestZoom) {
            bestZoom = zoom;
            best = columns;
        }
    }
    return best;
}

}  // namespace

PictureBoard::PictureBoard(QWidget* parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kGapPx);
}

PictureView* PictureBoard::makeView()
{
    auto* view = new PictureView(this);
    view->setObjectName(QStringLiteral("boardView"));
    view->installEventFilter(this);
    view->setMinimumSize(80, 60);
    connect(view, &PictureView::hovered, this, &PictureBoard::hovered);
    connect(view, &PictureView::hoverEnded, this, &PictureBoard::hoverEnded);
    connect(view, &PictureView::regionDragged, this, &PictureBoard::regionDragged);
    connect(view, &PictureView::viewChanged, this, &PictureBoard::viewChanged);
    connect(view, &PictureView::splitToggleRequested, this, &PictureBoard::blinkRequested);
    return view;
}

void PictureBoard::setTitles(const QStringList& titles)
{
    m_pictures.clear();
    for (const QString& title : titles) {
        m_pictures.push_back({title, {}, {}});
    }
    while (m_views.size() < m_pictures.size()) {
        m_views.push_back(makeView());
        m_sync.add(m_views.back());
    }
    m_current = std::clamp(m_current, 0, std::max(0, pictureCount() - 1));
    m_reference = std::clamp(m_reference, 0, std::max(0, pictureCount() - 1));
    arrange();
}

void PictureBoard::setPictureSize(QSize size)
{
    const bool keepsPlace = size == m_pictureSize && !m_views.empty() && !m_views.front()->isFit();
    const double zoom = m_views.empty() ? 1 : m_views.front()->zoom();
    const QPointF centre = m_views.empty() ? QPointF() : m_views.front()->centre();
    m_pictureSize = size;
    for (PictureView* view : m_views) {
        view->setPictureSize(size);
    }
    if (keepsPlace) {
        m_views.front()->showAt(zoom, centre);
    }
    arrange();
}

void PictureBoard::setPatch(int picture, PicturePatch patch)
{
    m_pictures[static_cast<std::size_t>(picture)].patch = std::move(patch);
    refill(picture);
}

const QString& PictureBoard::noteOf(int picture) const
{
    return m_pictures[static_cast<std::size_t>(picture)].note;
}

void PictureBoard::setNote(int picture, const QString& note)
{
    m_pictures[static_cast<std::size_t>(picture)].note = note;
    refill(picture);
}

void PictureBoard::setArrangement(Arrangement arrangement)
{
    if (m_arrangement != arrangement) {
        m_arrangement = arrangement;
        arrange();
    }
}

void PictureBoard::setCurrent(int picture)
{
    if (m_current == picture || picture < 0 || picture >= pictureCount()) {
        return;
    }
    m_current = picture;
    if (m_arrangement != Arrangement::SideBySide) {
        arrange();
    }
    Q_EMIT currentChanged(picture);
}

void PictureBoard::setReference(int picture)
{
    m_reference = picture;
    arrange();
}

PictureView* PictureBoard::currentView() const
{
    return viewOf(m_current);
}

PictureView* PictureBoard::viewOf(int picture) const
{
    if (m_views.empty() || picture < 0 || picture >= pictureCount()) {
        return nullptr;
    }
    if (m_arrangement == Arrangement::SideBySide) {
        return m_views[static_cast<std::size_t>(picture)];
    }
    const bool isShown = picture == m_current || (m_arrangement == Arrangement::Split && picture == m_reference);
    return isShown ? m_views.front() : nullptr;
}

void PictureBoard::align()
{
    if (const PictureView* view = currentView()) {
        m_sync.align(view);
    }
}

void PictureBoard::setRegion(std::optional<QRect> region)
{
    for (PictureView* view : m_views) {
        view->setRegion(region);
    }
}

void PictureBoard::setRegionTool(bool isOn)
{
    for (PictureView* view : m_views) {
        view->setRegionTool(isOn);
    }
}

int PictureBoard::shownIn(int viewIndex) const
{
    return m_arrangement == Arrangement::SideBySide ? viewIndex : m_current;
}

void PictureBoard::arrange()
{
    const int visible = m_arrangement == Arrangement::SideBySide ? pictureCount() : std::min(1, pictureCount());
    for (int i = 0; i < static_cast<int>(m_views.size()); ++i) {
        PictureView* view = m_views[static_cast<std::size_t>(i)];
        if (i < visible) {
            fill(i, shownIn(i), /*isBefore=*/false);
            fill(i, m_reference, /*isBefore=*/true);
            view->setSplitShown(m_arrangement == Arrangement::Split);
        }
    }
    m_columns = 0;
    placeViews();
}

void PictureBoard::placeViews()
{
    const int visible = m_arrangement == Arrangement::SideBySide ? pictureCount() : std::min(1, pictureCount());
    const int columns = bestColumns(visible, size(), m_pictureSize);
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    for (PictureView* view : m_views) {
        m_layout->removeWidget(view);
    }
    for (int i = 0; i < static_cast<int>(m_views.size()); ++i) {
        PictureView* view = m_views[static_cast<std::size_t>(i)];
        if (i < visible) {
            m_layout->addWidget(view, i / columns, i % columns);
        }
        view->setVisible(i < visible);
    }
}

void PictureBoard::fill(int viewIndex, int picture, bool isBefore)
{
    PictureView* view = m_views[static_cast<std::size_t>(viewIndex)];
    const Picture& content = m_pictures[static_cast<std::size_t>(picture)];
    const PictureView::Side side = isBefore ? PictureView::Side::Before : PictureView::Side::After;
    view->setCaption(side, content.note.isEmpty() ? content.title
                                                  : content.title + QStringLiteral(" \u2013 ") + content.note);
    if (!isBefore) {
        view->setAccessibleName(content.title);
    }
    if (content.patch.levels.empty()) {
        view->clearLayer(side, PictureView::Layer::Overview);
    } else {
        view->setPatch(side, PictureView::Layer::Overview, content.patch);
    }
}

void PictureBoard::refill(int picture)
{
    const int visible = m_arrangement == Arrangement::SideBySide ? pictureCount() : std::min(1, pictureCount());
    for (int i = 0; i < visible; ++i) {
        if (shownIn(i) == picture) {
            fill(i, picture, /*isBefore=*/false);
        }
        if (m_reference == picture) {
            fill(i, picture, /*isBefore=*/true);
        }
    }
}

bool PictureBoard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn && m_arrangement == Arrangement::SideBySide) {
        const auto view = std::find(m_views.begin(), m_views.end(), watched);
        setCurrent(static_cast<int>(view - m_views.begin()));
    }
    return QWidget::eventFilter(watched, event);
}

void PictureBoard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeViews();
}

}  // namespace scotopic
