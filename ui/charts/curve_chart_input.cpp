// SPDX-License-Identifier: MIT
#include "ui/charts/curve_chart.h"

#include <QAction>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr double kWheelStep = 120;
constexpr double kZoomPerNotch = 0.8;
constexpr double kPanPerKey = 0.1;
constexpr double kReadPerKey = 0.01;

}  // namespace

void CurveChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragFrom && (event->buttons() & Qt::LeftButton) != 0) {
        Q_EMIT panRequested((m_dragFrom->x() - event->position().x()) / plotWidthPx());
        m_dragFrom = event->position();
    }
    Q_EMIT hovered(stepAt(event->position()));
}

void CurveChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_dragFrom = event->position();
    }
}

void CurveChart::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_dragFrom.reset();
}

void CurveChart::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    Q_EMIT maximiseRequested();
}

void CurveChart::leaveEvent(QEvent* event)
{
    Q_EMIT hovered(std::nullopt);
    QChartView::leaveEvent(event);
}

void CurveChart::wheelEvent(QWheelEvent* event)
{
    if (const std::optional<double> step = stepAt(event->position())) {
        Q_EMIT zoomRequested(*step, std::pow(kZoomPerNotch, event->angleDelta().y() / kWheelStep));
    }
    event->accept();
}

void CurveChart::moveCursor(double share)
{
    const double at = m_cursorStep ? shareOf(*m_cursorStep) : 0.5;
    Q_EMIT hovered(stepOf(std::clamp(at + share, 0.0, 1.0)));
}

void CurveChart::moveByKey(double sign, bool isReading)
{
    if (isReading) {
        moveCursor(sign * kReadPerKey);
    } else {
        Q_EMIT panRequested(sign * kPanPerKey);
    }
}

void CurveChart::keyPressEvent(QKeyEvent* event)
{
    const double middle = m_cursorStep.value_or((m_range.from + m_range.to) / 2);
    const bool isReading = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isToggle = event->key() == Qt::Key_L || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isToggle && event->isAutoRepeat()) {
        return;  // held, it would flash
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: Q_EMIT zoomRequested(middle, kZoomPerNotch); return;
    case Qt::Key_Minus: Q_EMIT zoomRequested(middle, 1 / kZoomPerNotch); return;
    case Qt::Key_Left: moveByKey(-1, isReading); return;
    case Qt::Key_Right: moveByKey(1, isReading); return;
    case Qt::Key_0:
    case Qt::Key_Home: Q_EMIT fitRequested(); return;
    case Qt::Key_L: setLogarithmic(!m_isLogarithmic); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT maximiseRequested(); return;
    case Qt::Key_Escape:
        Q_EMIT hovered(std::nullopt);
        Q_EMIT restoreRequested();
        return;
    default: QChartView::keyPressEvent(event);
    }
}

void CurveChart::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* logarithmic = menu->addAction(tr("&Logarithmic values"));
    logarithmic->setCheckable(true);
    logarithmic->setChecked(m_isLogarithmic);
    connect(logarithmic, &QAction::toggled, this, &CurveChart::setLogarithmic);
    connect(menu->addAction(tr("&Alone, or with the others")), &QAction::triggered, this,
            &CurveChart::maximiseRequested);
    connect(menu->addAction(tr("&Show all steps")), &QAction::triggered, this, &CurveChart::fitRequested);
    menu->popup(event->globalPos());
}

}  // namespace scotopic
