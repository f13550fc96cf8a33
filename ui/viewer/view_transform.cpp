// SPDX-License-Identifier: MIT
#include "ui/viewer/view_transform.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

void ViewTransform::setPictureSize(QSizeF size)
{
    m_pictureSize = size;
    fit();
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
    if (m_pictureSize.isEmpty() || m_viewSize.isEmpty()) {
        return 1.0;
    }
    return std::min(
        {m_viewSize.width() / m_pictureSize.width(), m_viewSize.height() / m_pictureSize.height(), kLargestZoom});
}

void ViewTransform::fit()
{
    m_isFit = true;
    m_zoom = fitZoom();
    m_centre = {m_pictureSize.width() / 2, m_pictureSize.height() / 2};
}

void ViewTransform::zoomTo(double zoom, QPointF anchor)
{
    const QPointF anchored = pictureAt(anchor);
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
    m_centre = centre;
    keepPictureInView();
}

void ViewTransform::keepPictureInView()
{
    // Along an axis that fits whole the picture is centred; along the other no empty border opens up.
    const auto bounded = [this](double centre, double pictureLength, double viewLength) {
        const double half = viewLength / m_zoom / 2;
        return pictureLength <= 2 * half ? pictureLength / 2 : std::clamp(centre, half, pictureLength - half);
    };
    m_centre = {bounded(m_centre.x(), m_pictureSize.width(), m_viewSize.width()),
                bounded(m_centre.y(), m_pictureSize.height(), m_viewSize.height())};
}

QTransform ViewTransform::viewFromPicture() const
{
    // A whole number of device pixels: at 100 % each picture pixel is then exactly one of the screen's.
    const QPointF offset = viewCentre() - m_centre * m_zoom;
    return {m_zoom, 0, 0, m_zoom, std::round(offset.x()), std::round(offset.y())};
}

QPointF ViewTransform::pictureAt(QPointF viewPoint) const
{
    return m_centre + (viewPoint - viewCentre()) / m_zoom;
}

QRectF ViewTransform::visiblePicture() const
{
    const QRectF view(QPointF(0, 0), m_viewSize);
    return viewFromPicture().inverted().mapRect(view) & QRectF(QPointF(0, 0), m_pictureSize);
}

}  // namespace scotopic
