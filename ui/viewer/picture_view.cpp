// SPDX-License-Identifier: MIT
#include "ui/viewer/picture_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kDividerGrabPx = 8;
constexpr double kArrowPanPx = 80;
constexpr double kDividerKeyStep = 0.02;
constexpr QColor kSurround(0x24, 0x24, 0x24);

}  // namespace

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Picture"));
    setAccessibleDescription(
        tr("Wheel or + and - zoom, 0 shows the whole picture, 1 shows actual pixels, arrows pan, B compares."));
}

void PictureView::setPictureSize(QSize size)
{
    m_pictureSize = size;
    m_sides = {};
    m_transform.setViewSize(devicePixels());  // a hidden widget has not heard of its size yet
    m_transform.setPictureSize(size);
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
    m_drag = isOnDivider(event->position()) ? Drag::Divider : Drag::Pan;
    m_lastDragPoint = event->position();
    updateCursor(event->position());
}

void PictureView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Divider) {
        setDividerFraction(event->position().x() / width());
    } else if (m_drag == Drag::Pan) {
        panBy(event->position() - m_lastDragPoint);
        m_lastDragPoint = event->position();
    }
    updateCursor(event->position());
}

void PictureView::mouseReleaseEvent(QMouseEvent* event)
{
    m_drag = Drag::None;
    updateCursor(event->position());
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
    case Qt::Key_Space: Q_EMIT splitToggleRequested(); break;
    default: QWidget::keyPressEvent(event);
    }
}

double PictureView::dividerX() const
{
    return m_dividerFraction * width();
}

bool PictureView::isOnDivider(QPointF widgetPoint) const
{
    return m_isSplitShown && std::abs(widgetPoint.x() - dividerX()) <= kDividerGrabPx;
}

void PictureView::updateCursor(QPointF widgetPoint)
{
    if (m_drag == Drag::Divider || (m_drag == Drag::None && isOnDivider(widgetPoint))) {
        setCursor(Qt::SplitHCursor);
    } else {
        setCursor(m_drag == Drag::Pan ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    }
}

void PictureView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), kSurround);

    // Pictures are drawn in device pixels: no rounding to the desktop's scale factor in between.
    const double ratio = devicePixelRatioF();
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    const QRect all(QPoint(0, 0), devicePixels());
    const int split = m_isSplitShown ? static_cast<int>(std::lround(dividerX() * ratio)) : 0;
    if (split > 0) {
        paintSide(painter, m_sides[0], all.intersected(QRect(0, 0, split, all.height())));
    }
    paintSide(painter, m_sides[1], all.adjusted(split, 0, 0, 0));
    painter.restore();

    if (m_isSplitShown) {
        paintDivider(painter);
    }
    paintCaptions(painter);
}

void PictureView::paintSide(QPainter& painter, const SideContent& side, const QRect& deviceClip) const
{
    if (deviceClip.isEmpty()) {
        return;
    }
    std::vector<const PicturePatch*> visible;
    const QTransform viewFromPicture = m_transform.viewFromPicture();
    const QRectF needed = viewFromPicture.mapRect(QRectF(QPointF(0, 0), m_pictureSize)) & QRectF(deviceClip);
    for (const std::vector<PicturePatch>& layer : side.layers) {
        for (const PicturePatch& patch : layer) {
            const QRectF shown = viewFromPicture.mapRect(patch.where);
            if (shown.adjusted(-1, -1, 1, 1).contains(needed)) {
                visible.clear();  // nothing beneath it can be seen
            }
            if (shown.intersects(needed)) {
                visible.push_back(&patch);
            }
        }
    }
    painter.save();
    painter.setClipRect(deviceClip);
    painter.setTransform(viewFromPicture, /*combine=*/true);
    for (const PicturePatch* patch : visible) {
        drawPatch(painter, *patch, m_transform.zoom());
    }
    painter.restore();
}

void PictureView::paintDivider(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = dividerX();
    painter.setPen(QPen(QColor(0, 0, 0, 140), 3));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(QColor(235, 235, 235), 1));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));

    // A handle that says: this can be dragged.
    const QPointF centre(x, height() / 2.0);
    painter.setBrush(QColor(40, 40, 40, 220));
    painter.drawEllipse(centre, 14, 14);
    painter.setBrush(QColor(235, 235, 235));
    painter.setPen(Qt::NoPen);
    for (const double direction : {-1.0, 1.0}) {
        QPainterPath arrow(centre + QPointF(direction * 9, 0));
        arrow.lineTo(centre + QPointF(direction * 4, -4.5));
        arrow.lineTo(centre + QPointF(direction * 4, 4.5));
        painter.drawPath(arrow);
    }
}

void PictureView::paintCaptions(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    const auto paintCaption = [&](const QString& caption, bool atRight, double roomPx) {
        if (caption.isEmpty()) {
            return;
        }
        const QFontMetricsF metrics(font());
        const QString text = metrics.elidedText(caption, Qt::ElideRight, roomPx - 36);
        if (text.size() < 3) {
            return;
        }
        QRectF box(0, 12, metrics.horizontalAdvance(text) + 20, metrics.height() + 8);
        box.moveLeft(atRight ? width() - box.width() - 12 : 12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(20, 20, 20, 190));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(QColor(225, 225, 225));
        painter.drawText(box, Qt::AlignCenter, text);
    };
    if (m_isSplitShown) {
        paintCaption(m_sides[0].caption, /*atRight=*/false, dividerX());
    }
    paintCaption(m_sides[1].caption, /*atRight=*/true, width() - (m_isSplitShown ? dividerX() : 0.0));
}

}  // namespace scotopic
