// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/viewer/histogram_view.h"

namespace scotopic {

class HistogramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsEachChannelByItself()
    {
        QImage image(3, 2, QImage::Format_RGB32);
        image.fill(QColor(10, 20, 30));
        image.setPixelColor(1, 1, QColor(255, 0, 30));
        const Histogram histogram = histogramOf(image);
        QCOMPARE(histogram.pixelCount, std::uint64_t{6});
        QCOMPARE(histogram.counts[0][10], 5U);
        QCOMPARE(histogram.counts[0][255], 1U);
        QCOMPARE(histogram.counts[1][0], 1U);
        QCOMPARE(histogram.counts[2][30], 6U);
    }

    void countsThePartAlone()
    {
        QImage image(8, 6, QImage::Format_RGB32);  // half as fine as what it shows
        image.fill(QColor(10, 20, 30));
        for (int y = 2; y < 5; ++y) {
            for (int x = 3; x < 8; ++x) {
                image.setPixelColor(x, y, QColor(200, 20, 30));
            }
        }
        const Histogram histogram = histogramOf(image, QRectF(100, 50, 16, 12), QRectF(106, 54, 10, 6));
        QCOMPARE(histogram.pixelCount, std::uint64_t{15});
        QCOMPARE(histogram.counts[0][200], 15U);
        QCOMPARE(histogram.counts[0][10], 0U);
        QCOMPARE(histogramOf(image, QRectF(100, 50, 16, 12), QRectF(0, 0, 500, 500)), histogramOf(image));
        QCOMPARE(histogramOf(image, QRectF(100, 50, 16, 12), QRectF(0, 0, 50, 50)).pixelCount, std::uint64_t{0});
    }

    void saysHowMuchIsClipped()
    {
        QImage image(4, 1, QImage::Format_RGB32);
        image.fill(QColor(0, 128, 128));
        image.setPixelColor(0, 0, QColor(128, 255, 128));
        HistogramView view;
        view.setHistogram(histogramOf(image));
        QCOMPARE(view.toolTip(), QStringLiteral("Black: 75.0 % of the pixels, white: 25.0 %"));
    }
};

SCOTOPIC_TEST(HistogramTest)

}  // namespace scotopic

#include "histogram_test.moc"
