// SPDX-License-Identifier: MIT
// The marked region of a view.
#include "ui/viewer/picture_view.h"

#include <QPainter>

namespace scotopic {

void PictureView::setRegion(std::optional<QRect> region)
{
    if (m_region != region) {
        m_region = region;
        update();
    }
}

void PictureView::setRegionTool(bool isOn)
{
    m_isRegionTool = isOn;
    updateCursor(QPointF(mapFromGlobal(QCursor::pos())));
}

void PictureView::dragRegionTo(QPointF widgetPoint)
{
    const QRectF dragged = QRectF(m_regionStart, pictureAt(widgetPoint)).normalized();
    const QRect region = dragged.toAlignedRect() & QRect(QPoint(0, 0), m_pictureSize);
    setRegion(region.isEmpty() ? std::nullopt : std::optional(region));
}

void PictureView::paintRegion(QPainter& painter) const
{
    const double ratio = devicePixelRatioF();
    const QRectF device = m_transform.viewFromPicture().mapRect(QRectF(*m_region));
    const QRectF marked(device.topLeft() / ratio, device.size() / ratio);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    // Dark beside light, so that it is seen on any picture.
    painter.setPen(QPen(QColor(0, 0, 0, 180), 3));
    painter.drawRect(marked);
    painter.setPen(QPen(QColor(245, 245, 245), 1));
    painter.drawRect(marked);
}

}  // namespace scotopic
