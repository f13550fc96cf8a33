// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace scotopic {

/// How a picture lies in a view. View coordinates are device pixels, so that a zoom of 1 is one picture pixel on one
/// pixel of the screen, whatever the desktop's scale factor.
class ViewTransform {
public:
    void setPictureSize(QSizeF size);  // shows it whole
    /// Shows this part of a picture alone, whose pixels are `stretch` times as wide and as high as a square one. Whole.
    void setPicture(QRectF part, QSizeF stretch);
    void setViewSize(QSizeF devicePx);

    /// Device pixels per picture pixel.
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] bool isFit() const { return m_isFit; }
    [[nodiscard]] double fitZoom() const;
    /// The whole picture, as large as it goes; stays so when the view changes its size.
    void fit();
    /// What is at `anchor` stays there. Bounded: never much smaller than fit, never above kLargestZoom.
    void zoomTo(double zoom, QPointF anchor);
    void panBy(QPointF devicePx);
    /// The picture point in the middle of the view.
    [[nodiscard]] QPointF centre() const { return fromSquare(m_centre); }
    /// Bounded as zoomTo() and panBy() are.
    void show(double zoom, QPointF centre);

    [[nodiscard]] QTransform viewFromPicture() const;
    [[nodiscard]] QPointF pictureAt(QPointF viewPoint) const;
    /// The part of the picture that can be seen at all, in picture pixels.
    [[nodiscard]] QRectF part() const;
    /// The part of it that the view shows.
    [[nodiscard]] QRectF visiblePicture() const;
    [[nodiscard]] QPointF viewCentre() const { return {m_viewSize.width() / 2, m_viewSize.height() / 2}; }

    static constexpr double kLargestZoom = 16.0;

private:
    void keepPictureInView();
    [[nodiscard]] QPointF toSquare(QPointF picturePoint) const;
    [[nodiscard]] QPointF fromSquare(QPointF squarePoint) const;

    QRectF m_part;  // in square pixels, as the next but one
    QSizeF m_viewSize;
    QPointF m_centre;  // in the middle of the view
    QSizeF m_stretch{1, 1};
    double m_zoom = 1.0;
    bool m_isFit = true;
};

}  // namespace scotopic
