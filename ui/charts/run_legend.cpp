// SPDX-License-Identifier: MIT
#include "ui/charts/run_legend.h"

#include "ui/jobs/shown_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPixmap>
#include <QScrollBar>
#include <QToolButton>

namespace scotopic {

namespace {

constexpr int kMostLabelPx = 160;

QIcon swatch(const QColor& colour, double scale)
{
    const auto icon = [&](const QColor& fill) {
        QPixmap pixmap(QSize(14, 14) * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(fill);
        painter.setPen(QPen(colour, 1.5));
        painter.drawRoundedRect(QRectF(2, 2, 10, 10), 2, 2);
        return pixmap;
    };
    QIcon both;
    both.addPixmap(icon(Qt::transparent), QIcon::Normal, QIcon::Off);
    both.addPixmap(icon(colour), QIcon::Normal, QIcon::On);
    return both;
}

}  // namespace

RunLegend::RunLegend(QWidget* parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("runLegend"));
    setAccessibleName(tr("Runs in the charts"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(this);
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(4, 0, 4, 0);
    m_row->setSpacing(2);
    m_row->addStretch();
    setWidget(content);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize RunLegend::sizeHint() const
{
    return {200, fontMetrics().height() + 12 + horizontalScrollBar()->sizeHint().height()};
}

void RunLegend::setRun(const QString& id, const QString& label, const QColor& colour)
{
    QToolButton*& button = m_buttons[id];
    if (button == nullptr) {
        button = new QToolButton(widget());
        button->setCheckable(true);
        button->setChecked(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(button, &QToolButton::toggled, this, [this, id](bool isOn) { Q_EMIT switched(id, isOn); });
        m_row->insertWidget(m_row->count() - 1, button);
    }
    button->setIcon(swatch(colour, devicePixelRatioF()));
    button->setText(
        fontMetrics().elidedText(label, Qt::ElideMiddle, kMostLabelPx).replace(QLatin1Char('&'), QStringLiteral("&&")));
    button->setToolTip(shownToolTip(tr("%1: click to switch it off or on").arg(label)));
    button->setAccessibleName(label);
}

void RunLegend::removeRun(const QString& id)
{
    const auto found = m_buttons.find(id);
    if (found != m_buttons.end()) {
        delete found->second;
        m_buttons.erase(found);
    }
}

void RunLegend::setCurrent(const QString& id)
{
    for (const auto& [one, button] : m_buttons) {
        QFont font = this->font();
        font.setBold(one == id);
        button->setFont(font);
    }
}

bool RunLegend::isOn(const QString& id) const
{
    const auto found = m_buttons.find(id);
    return found == m_buttons.end() || found->second->isChecked();
}

}  // namespace scotopic
