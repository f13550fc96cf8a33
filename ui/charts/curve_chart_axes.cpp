// SPDX-License-Identifier: MIT
#include "ui/charts/curve_chart.h"

#include <QAbstractAxis>
#include <QChart>
#include <QLogValueAxis>
#include <QValueAxis>
#include <QXYSeries>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr double kMargin = 0.05;  // of the values, above and below
constexpr int kTicks = 5;

/// With a precision: without one Qt Charts writes no label at all where numbers are those of the locale.
QString labelFormat()
{
    return QStringLiteral("%.8g");
}

QAbstractAxis* makeAxis(bool isLogarithmic)
{
    if (isLogarithmic) {
        auto* axis = new QLogValueAxis;
        axis->setBase(10);
        axis->setLabelFormat(labelFormat());
        axis->setMinorTickCount(-1);  // as many as there are
        return axis;
    }
    auto* axis = new QValueAxis;
    axis->setTickType(QValueAxis::TicksDynamic);
    axis->setTickAnchor(0);
    axis->setLabelFormat(labelFormat());
    return axis;
}

/// 1, 2 or 5 times a power of ten, so that about kTicks fit.
double tickInterval(double span)
{
    const double rough = span / kTicks;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough) {
            return factor * power;
        }
    }
    return 10 * power;
}

void setRange(QAbstractAxis* axis, double from, double to)
{
    if (auto* values = qobject_cast<QValueAxis*>(axis)) {
        values->setTickInterval(tickInterval(to - from));
    }
    axis->setRange(from, to);
}

}  // namespace

void CurveChart::replaceAxes()
{
    m_isXAxisLogarithmic = m_look.isXLogarithmic;
    chart()->setLocalizeNumbers(true);
    for (QAbstractAxis* axis : {m_xAxis, m_yAxis}) {
        if (axis != nullptr) {
            chart()->removeAxis(axis);
            delete axis;
        }
    }
    m_xAxis = makeAxis(m_isXAxisLogarithmic);
    m_yAxis = makeAxis(m_isLogarithmic);
    chart()->addAxis(m_xAxis, Qt::AlignBottom);
    chart()->addAxis(m_yAxis, Qt::AlignLeft);
    styleAxis(m_xAxis);
    styleAxis(m_yAxis);
    for (QAbstractSeries* series : chart()->series()) {
        qobject_cast<QXYSeries*>(series)->clear();  // they may not suit the new axes, and are drawn anew
        series->attachAxis(m_xAxis);
        series->attachAxis(m_yAxis);
    }
}

void CurveChart::styleAxis(QAbstractAxis* axis) const
{
    axis->setLabelsColor(palette().color(QPalette::Text));
    axis->setTitleBrush(palette().color(QPalette::Text));
    QColor grid = palette().color(QPalette::Text);
    grid.setAlpha(30);
    axis->setGridLineColor(grid);
    axis->setMinorGridLineColor(Qt::transparent);
    axis->setLinePenColor(palette().color(QPalette::Mid));
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    axis->setLabelsFont(font);
}

void CurveChart::setRanges(const ValueRange& values)
{
    setRange(m_xAxis, m_range.from, m_range.to);
    if (values.isEmpty) {
        setRange(m_yAxis, m_isLogarithmic ? 0.1 : 0, 1);
        return;
    }
    if (m_isLogarithmic) {
        const double growth = std::pow(std::max(values.highest / values.lowest, 1.02), kMargin);
        setRange(m_yAxis, values.lowest / growth, values.highest * growth);
        return;
    }
    const double span = values.highest - values.lowest;
    const double least = std::max(std::abs(values.highest) * 1e-3, 1e-12);  // of a constant
    const double margin = std::max(span * kMargin, least);
    setRange(m_yAxis, values.lowest - margin, values.highest + margin);
}

}  // namespace scotopic
