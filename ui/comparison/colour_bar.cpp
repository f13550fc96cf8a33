// SPDX-License-Identifier: MIT
#include "ui/comparison/colour_bar.h"

#include <QLocale>
#include <QPainter>

namespace scotopic {

namespace {

constexpr int kBarHeightPx = 12;

}  // namespace

ColourBar::ColourBar(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Colours of the difference map"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ColourBar::sizeHint() const
{
    return {160, kBarHeightPx + 4 + fontMetrics().height()};
}

void ColourBar::setKind(DifferenceKind kind)
{
    m_kind = kind;
    const MapScale scale = scaleOf(kind);
    setAccessibleDescription(tr("from %L1 to %L2").arg(scale.low).arg(scale.high));
    update();
}

void ColourBar::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const MapScale scale = scaleOf(m_kind);
    for (int x = 0; x < width(); ++x) {
        const double value = scale.low + (scale.high - scale.low) * x / std::max(1, width() - 1);
        painter.fillRect(x, 0, 1, kBarHeightPx, QColor(mapColour(m_kind, value)));
    }
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect below(0, kBarHeightPx + 2, width(), fontMetrics().height());
    const auto number = [](double value) { return QLocale().toString(value, 'g', 3); };
    painter.drawText(below, Qt::AlignLeft, number(scale.low));
    painter.drawText(below, Qt::AlignHCenter, number((scale.low + scale.high) / 2));
    painter.drawText(below, Qt::AlignRight, number(scale.high));
}

}  // namespace scotopic
