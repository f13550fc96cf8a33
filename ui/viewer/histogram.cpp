// SPDX-License-Identifier: MIT
#include "ui/viewer/histogram.h"

#include <QtMath>

namespace scotopic {

namespace {

Histogram histogramIn(const QImage& image, const QRect& area)
{
    Q_ASSERT(image.format() == QImage::Format_RGB32);
    Histogram histogram;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = area.left(); x <= area.right(); ++x) {
            ++histogram.counts[0][static_cast<std::size_t>(qRed(row[x]))];
            ++histogram.counts[1][static_cast<std::size_t>(qGreen(row[x]))];
            ++histogram.counts[2][static_cast<std::size_t>(qBlue(row[x]))];
        }
    }
    histogram.pixelCount = static_cast<std::uint64_t>(area.width()) * static_cast<std::uint64_t>(area.height());
    return histogram;
}

}  // namespace

Histogram histogramOf(const QImage& image)
{
    return histogramIn(image, image.rect());
}

Histogram histogramOf(const QImage& image, const QRectF& where, const QRectF& part)
{
    if (where.isEmpty()) {
        return {};
    }
    const double scaleX = image.width() / where.width();
    const double scaleY = image.height() / where.height();
    const QPoint first(qCeil((part.left() - where.left()) * scaleX - 0.5),
                       qCeil((part.top() - where.top()) * scaleY - 0.5));
    const QPoint beyond(qCeil((part.right() - where.left()) * scaleX - 0.5),
                        qCeil((part.bottom() - where.top()) * scaleY - 0.5));
    return histogramIn(image, QRect(first, beyond - QPoint(1, 1)) & image.rect());
}

}  // namespace scotopic
