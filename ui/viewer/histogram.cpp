// SPDX-License-Identifier: MIT
#include "ui/viewer/histogram.h"

namespace scotopic {

Histogram histogramOf(const QImage& image)
{
    Q_ASSERT(image.format() == QImage::Format_RGB32);
    Histogram histogram;
    for (int y = 0; y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            ++histogram.counts[0][static_cast<std::size_t>(qRed(row[x]))];
            ++histogram.counts[1][static_cast<std::size_t>(qGreen(row[x]))];
            ++histogram.counts[2][static_cast<std::size_t>(qBlue(row[x]))];
        }
    }
    histogram.pixelCount = static_cast<std::uint64_t>(image.width()) * static_cast<std::uint64_t>(image.height());
    return histogram;
}

}  // namespace scotopic
