// SPDX-License-Identifier: MIT
#include "ui/viewer/picture_view.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kDividerGrabPx = 8;
constexpr double kArrowPanPx = 80;
constexpr double kDividerKeyStep = 0.02;

}  // namespace

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Picture"));
    setAccessibleDescription(
        tr("Wheel or + and - zoom, 0 shows the whole picture, 1 shows actual pixels, arrows pan, B compares, "
           "[ and ] move the divider."));
}

void PictureView::setPictureSize(QSize size)
{
    m_pictureSize = size;
    m_sides = {};
    m_region.reset();
    m_transform.setViewSize(devicePixels());  // a hidden widget has not heard of its size yet
    m_transform.setPictureSize(size);
    update();
    Q_EMIT viewChanged();
}

void PictureView::setShown(QRect part, QSizeF stretch)
{
    m_transform.setPicture(QRectF(part), stretch);
    update();
    Q_EMIT viewChanged();
}

void PictureView::setPatch(Side side, Layer layer, PicturePatch patch)
{
    content(side).layers[static_cast<std::size_t>(layer)].clear();
    addPatch(side, layer, std::move(patch));
}

void PictureView::addPatch(Side side, Layer layer, PicturePatch patch)
{
    const QRectF deviceRect = m_transform.viewFromPicture().mapRect(patch.where);
    content(side).layers[static_cast<std::size_t>(layer)].push_back(std::move(patch));
    const double ratio = devicePixelRatioF();
    update(QRectF(deviceRect.topLeft() / ratio, deviceRect.size() / ratio).toAlignedRect().adjusted(-1, -1, 1, 1));
}

void PictureView::clearLayer(Side side, Layer layer)
{
    std::vector<PicturePatch>& patches = content(side).layers[static_cast<std::size_t>(layer)];
    if (!patches.empty()) {
        patches.clear();
        update();
    }
}

void PictureView::setCaption(Side side, const QString& caption)
{
    if (content(side).caption != caption) {
        content(side).caption = caption;
        update();
    }
}

void PictureView::setSplitShown(bool shown)
{
    if (m_isSplitShown != shown) {
        m_isSplitShown = shown;
        update();
        Q_EMIT viewChanged();
    }
}

void PictureView::setBeforeShown(bool shown)
{
    if (m_isBeforeShown != shown) {
        m_isBeforeShown = shown;
        update();
    }
}

void PictureView::setDividerFraction(double fraction)
{
    const double bounded = std::clamp(fraction, 0.0, 1.0);
    if (m_dividerFraction != bounded) {
        m_dividerFraction = bounded;
        update();
        Q_EMIT dividerMoved(bounded);
    }
}

QPointF PictureView::pictureAt(QPointF widgetPoint) const
{
    return m_transform.pictureAt(widgetPoint * devicePixelRatioF());
}

QSize PictureView::devicePixels() const
{
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

void PictureView::zoomToFit()
{
    m_transform.fit();
    update();
    Q_EMIT viewChanged();
}

void PictureView::zoomToActualPixels()
{
    zoomTo(1.0, QRectF(rect()).center());
}

void PictureView::zoomIn()
{
    zoomTo(zoom() * kZoomStep, QRectF(rect()).center());
}

void PictureView::zoomOut()
{
    zoomTo(zoom() / kZoomStep, QRectF(rect()).center());
}

void PictureView::zoomTo(double zoom, QPointF widgetAnchor)
{
    m_transform.zoomTo(zoom, widgetAnchor * devicePixelRatioF());
    update();
    Q_EMIT viewChanged();
}

void PictureView::showAt(double zoom, QPointF centre)
{
    m_transform.show(zoom, centre);
    update();
    Q_EMIT viewChanged();
}

void PictureView::panBy(QPointF widgetPx)
{
    m_transform.panBy(widgetPx * devicePixelRatioF());
    update();
    Q_EMIT viewChanged();
}

void PictureView::updateTransform()
{
    m_transform.setViewSize(devicePixels());
    update();
    Q_EMIT viewChanged();
}

void PictureView::resizeEvent(QResizeEvent* /*event*/)
{
    updateTransform();
}

bool PictureView::event(QEvent* event)
{
    // The window may have moved to a screen of another density.
    if (event->type() == QEvent::ScreenChangeInternal || event->type() == QEvent::Show) {
        updateTransform();
    }
    return QWidget::event(event);
}

void PictureView::wheelEvent(QWheelEvent* event)
{
    if (event->angleDelta().y() == 0) {
        event->ignore();  // a wheel tilted sideways
        return;
    }
    zoomTo(zoom() * std::pow(kZoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        return;
    }
    const bool marks = m_isRegionTool && event->button() == Qt::LeftButton;
    m_drag = isOnDivider(event->position()) ? Drag::Divider : marks ? Drag::Region : Drag::Pan;
    m_lastDragPoint = event->position();
    m_regionStart = pictureAt(event->position());
    updateCursor(event->position());
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Divider) {
        setDividerFraction(event->position().x() / width());
    } else if (m_drag == Drag::Pan) {
        panBy(event->position() - m_lastDragPoint);
        m_lastDragPoint = event->position();
    } else if (m_drag == Drag::Region) {
        dragRegionTo(event->position());
    }
    updateCursor(event->position());
    Q_EMIT hovered(pictureAt(event->position()));
}

void PictureView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Region && m_region) {
        Q_EMIT regionDragged(*m_region);
    }
    m_drag = Drag::None;
    updateCursor(event->position());
}

void PictureView::leaveEvent(QEvent* /*event*/)
{
    Q_EMIT hoverEnded();
}

void PictureView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || isOnDivider(event->position())) {
        mousePressEvent(event);  // it comes in place of a second press
    } else if (isFit()) {
        zoomTo(1.0, event->position());
    } else {
        zoomToFit();
    }
}

void PictureView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: panBy({kArrowPanPx, 0}); break;
    case Qt::Key_Right: panBy({-kArrowPanPx, 0}); break;
    case Qt::Key_Up: panBy({0, kArrowPanPx}); break;
    case Qt::Key_Down: panBy({0, -kArrowPanPx}); break;
    case Qt::Key_BracketLeft: setDividerFraction(m_dividerFraction - kDividerKeyStep); break;
    case Qt::Key_BracketRight: setDividerFraction(m_dividerFraction + kDividerKeyStep); break;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {  // held, it would flash
            Q_EMIT splitToggleRequested();
        }
        break;
    default: QWidget::keyPressEvent(event);
    }
}

void PictureView::focusInEvent(QFocusEvent* event)
{
    // Who came by keyboard must see where the keys go; who clicked the picture knows.
    const bool isByKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    m_isFocusMarked = isByKeyboard || (m_isFocusMarked && event->reason() == Qt::ActiveWindowFocusReason);
    update();
}

void PictureView::focusOutEvent(QFocusEvent* event)
{
    m_isFocusMarked = m_isFocusMarked && event->reason() == Qt::ActiveWindowFocusReason;
    update();
}

double PictureView::dividerX() const
{
    return m_dividerFraction * width();
}

bool PictureView::isOnDivider(QPointF widgetPoint) const
{
    return m_isSplitShown && !m_isBeforeShown && std::abs(widgetPoint.x() - dividerX()) <= kDividerGrabPx;
}

void PictureView::updateCursor(QPointF widgetPoint)
{
    if (m_drag == Drag::Divider || (m_drag == Drag::None && isOnDivider(widgetPoint))) {
        setCursor(Qt::SplitHCursor);
    } else {
        const Qt::CursorShape idle = m_isRegionTool ? Qt::CrossCursor : Qt::OpenHandCursor;
        setCursor(m_drag == Drag::Pan ? Qt::ClosedHandCursor : idle);
    }
}

}  // namespace scotopic
