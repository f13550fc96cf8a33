// SPDX-License-Identifier: MIT
#include "ui/viewer/view_transform.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

void ViewTransform::setPictureSize(QSizeF size)
{
    setPicture(QRectF(QPointF(0, 0), size), {1, 1});
}

void ViewTransform::setPicture(QRectF part, QSizeF stretch)
{
    m_stretch = stretch;
    m_part = QRectF(toSquare(part.topLeft()), toSquare(part.bottomRight()));
    fit();
}

QPointF ViewTransform::toSquare(QPointF picturePoint) const
{
    return {picturePoint.x() * m_stretch.width(), picturePoint.y() * m_stretch.height()};
}

QPointF ViewTransform::fromSquare(QPointF squarePoint) const
{
    return {squarePoint.x() / m_stretch.width(), squarePoint.y() / m_stretch.height()};
}

QRectF ViewTransform::part() const
{
    return {fromSquare(m_part.topLeft()), fromSquare(m_part.bottomRight())};
}

void ViewTransform::setViewSize(QSizeF devicePx)
{
    m_viewSize = devicePx;
    if (m_isFit) {
        fit();
    } else {
        keepPictureInView();
    }
}

double ViewTransform::fitZoom() const
{
    if (m_part.isEmpty() || m_viewSize.isEmpty()) {
        return 1.0;
    }
    return std::min({m_viewSize.width() / m_part.width(), m_viewSize.height() / m_part.height(), kLargestZoom});
}

void ViewTransform::fit()
{
    m_isFit = true;
    m_zoom = fitZoom();
    m_centre = m_part.center();
}

void ViewTransform::zoomTo(double zoom, QPointF anchor)
{
    const QPointF anchored = toSquare(pictureAt(anchor));
    const double smallest = std::min(1.0, fitZoom()) / 2;
    m_zoom = std::clamp(zoom, smallest, kLargestZoom);
    m_centre = anchored - (anchor - viewCentre()) / m_zoom;
    m_isFit = false;
    keepPictureInView();
}

void ViewTransform::panBy(QPointF devicePx)
{
    if (m_isFit) {
        return;  // all is visible: a hand that trembles while clicking moves nothing
    }
    m_centre -= devicePx / m_zoom;
    keepPictureInView();
}

void ViewTransform::show(double zoom, QPointF centre)
{
    zoomTo(zoom, viewCentre());
    m_centre = toSquare(centre);
    keepPictureInView();
}

void ViewTransform::keepPictureInView()
{
    // Along an axis that fits whole the picture is centred; along the other no empty border opens up.
    const auto bounded = [this](double centre, double first, double last, double viewLength) {
        const double half = viewLength / m_zoom / 2;
        return last - first <= 2 * half ? (first + last) / 2 : std::clamp(centre, first + half, last - half);
    };
    m_centre = {bounded(m_centre.x(), m_part.left(), m_part.right(), m_viewSize.width()),
                bounded(m_centre.y(), m_part.top(), m_part.bottom(), m_viewSize.height())};
}

QTransform ViewTransform::viewFromPicture() const
{
    // A whole number of device pixels: at 100 % each picture pixel is then exactly one of the screen's.
    const QPointF offset = viewCentre() - m_centre * m_zoom;
    return {m_zoom * m_stretch.width(), 0, 0, m_zoom * m_stretch.height(), std::round(offset.x()),
            std::round(offset.y())};
}

QPointF ViewTransform::pictureAt(QPointF viewPoint) const
{
    return fromSquare(m_centre + (viewPoint - viewCentre()) / m_zoom);
}

QRectF ViewTransform::visiblePicture() const
{
    const QRectF view(QPointF(0, 0), m_viewSize);
    return viewFromPicture().inverted().mapRect(view) & part();
}

}  // namespace scotopic
