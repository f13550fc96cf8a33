// SPDX-License-Identifier: MIT
#include "ui/viewer/histogram_view.h"

#include "ui/viewer/surround.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

struct Look {
    QColor background;
    std::array<QColor, 3> channels;
    QPainter::CompositionMode mixing;
};
constexpr Look kDarkLook{
    {0x1b, 0x1b, 0x1b}, {{{112, 34, 34}, {30, 96, 30}, {34, 46, 124}}}, QPainter::CompositionMode_Plus};
constexpr Look kLightLook{
    {0xf8, 0xf8, 0xf8}, {{{244, 160, 160}, {160, 218, 160}, {160, 176, 250}}}, QPainter::CompositionMode_Multiply};

/// The tallest bin that is not the clipped black or white one: those two would flatten everything between.
double tallestInnerBin(const Histogram& histogram)
{
    std::uint32_t tallest = 1;
    for (const auto& channel : histogram.counts) {
        tallest = std::max(tallest, *std::max_element(channel.begin() + 1, channel.end() - 1));
    }
    return tallest;
}

QPainterPath outline(const std::array<std::uint32_t, Histogram::kBinCount>& channel, double tallest, QRectF area)
{
    QPainterPath path(area.bottomLeft());
    for (int bin = 0; bin < Histogram::kBinCount; ++bin) {
        // A square root shows shadows and highlights beside one dominant tone.
        const double share = std::min(1.0, std::sqrt(channel[static_cast<std::size_t>(bin)] / tallest));
        path.lineTo(area.left() + area.width() * bin / (Histogram::kBinCount - 1),
                    area.bottom() - area.height() * share);
    }
    path.lineTo(area.bottomRight());
    return path;
}

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Histogram"));
}

void HistogramView::setHistogram(const Histogram& histogram)
{
    if (m_histogram == histogram) {
        return;
    }
    m_histogram = histogram;
    const double pixels = std::max(1.0, static_cast<double>(histogram.pixelCount));
    const auto percent = [&](std::size_t bin) {
        double most = 0;
        for (const auto& channel : histogram.counts) {
            most = std::max(most, 100.0 * channel[bin] / pixels);
        }
        return QLocale().toString(most, 'f', 1);
    };
    setToolTip(tr("Black: %1 % of the pixels, white: %2 %").arg(percent(0), percent(Histogram::kBinCount - 1)));
    setAccessibleDescription(toolTip());
    update();
}

void HistogramView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    // Light adds up on black, as inks do on paper: either way all three together are grey.
    const Look look = isDark(palette()) ? kDarkLook : kLightLook;
    painter.fillRect(rect(), look.background);
    if (m_histogram.pixelCount == 0) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setCompositionMode(look.mixing);
    const double tallest = tallestInnerBin(m_histogram);
    const QRectF area = QRectF(rect()).adjusted(4, 4, -4, -2);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        painter.fillPath(outline(m_histogram.counts[channel], tallest, area), look.channels[channel]);
    }
}

}  // namespace scotopic
