// SPDX-License-Identifier: MIT
// How the view looks.
#include "ui/viewer/picture_view.h"
#include "ui/viewer/surround.h"

#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace scotopic {

void PictureView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), surroundOf(palette()));

    // Pictures are drawn in device pixels: no rounding to the desktop's scale factor in between.
    const double ratio = devicePixelRatioF();
    painter.save();
    painter.scale(1 / ratio, 1 / ratio);
    const QRect all(QPoint(0, 0), devicePixels());
    const int split = m_isBeforeShown  ? all.width()
                      : m_isSplitShown ? static_cast<int>(std::lround(dividerX() * ratio))
                                       : 0;
    if (split > 0) {
        paintSide(painter, m_sides[0], all.intersected(QRect(0, 0, split, all.height())));
    }
    paintSide(painter, m_sides[1], all.adjusted(split, 0, 0, 0));
    painter.restore();

    if (m_region) {
        paintRegion(painter);
    }
    if (m_isSplitShown && !m_isBeforeShown) {
        paintDivider(painter);
    }
    paintCaptions(painter);
    if (m_isFocusMarked && hasFocus()) {
        paintFocusMark(painter);
    }
}

void PictureView::paintSide(QPainter& painter, const SideContent& side, const QRect& deviceClip) const
{
    if (deviceClip.isEmpty()) {
        return;
    }
    std::vector<const PicturePatch*> visible;
    const QTransform viewFromPicture = m_transform.viewFromPicture();
    const QRectF needed = viewFromPicture.mapRect(m_transform.part()) & QRectF(deviceClip);
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
    painter.setClipRect(deviceClip & needed.toAlignedRect());
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

void PictureView::paintFocusMark(QPainter& painter) const
{
    // Light on dark, so that it is seen on any picture.
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 4));
    painter.drawRect(rect());
    painter.setPen(QPen(QColor(210, 210, 210), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
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
        if (text != caption && text.size() < 3) {
            return;  // no room
        }
        QRectF box(0, 12, metrics.horizontalAdvance(text) + 20, metrics.height() + 8);
        box.moveLeft(atRight ? width() - box.width() - 12 : 12);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(20, 20, 20, 190));
        painter.drawRoundedRect(box, 4, 4);
        painter.setPen(QColor(225, 225, 225));
        painter.drawText(box, Qt::AlignCenter, text);
    };
    if (m_isBeforeShown) {
        paintCaption(m_sides[0].caption, /*atRight=*/false, width());
        return;
    }
    if (m_isSplitShown) {
        paintCaption(m_sides[0].caption, /*atRight=*/false, dividerX());
    }
    paintCaption(m_sides[1].caption, /*atRight=*/true, width() - (m_isSplitShown ? dividerX() : 0.0));
}

}  // namespace scotopic
