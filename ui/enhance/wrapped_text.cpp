// SPDX-License-Identifier: MIT
#include "ui/enhance/wrapped_text.h"

#include "ui/jobs/shown_text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QTextLayout>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

constexpr int kUsualCharacters = 60;  // of a line, where there is room

/// Lays out lines of at most `width` and draws them, given a painter; returns their height.
double layOut(const QString& text, const QFont& font, double width, Qt::Alignment alignment, QPainter* painter,
              QPointF at)
{
    QTextOption option(alignment & Qt::AlignHorizontal_Mask);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    double height = 0;
    for (const QString& paragraph : text.split(QLatin1Char('\n'))) {
        QTextLayout layout(paragraph, font);
        layout.setTextOption(option);
        layout.beginLayout();
        const double top = height;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(width, 1.0));
            line.setPosition({0, height - top});
            height += line.height();
        }
        layout.endLayout();
        if (painter != nullptr) {
            layout.draw(painter, at + QPointF(0, top));
        }
    }
    return height;
}

int usualWidth(const QFontMetrics& metrics, const QString& text)
{
    int longest = 0;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        longest = std::max(longest, metrics.horizontalAdvance(line));
    }
    return std::min(longest + 2, metrics.averageCharWidth() * kUsualCharacters);
}

}  // namespace

WrappedLabel::WrappedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int WrappedLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const double room = width - margins.left() - margins.right() - 2 * margin();
    return static_cast<int>(std::ceil(layOut(text(), font(), room, alignment(), nullptr, {}))) + margins.top()
           + margins.bottom() + 2 * margin();
}

QSize WrappedLabel::sizeHint() const
{
    const int width = usualWidth(fontMetrics(), text()) + 2 * margin();
    return {width, heightForWidth(width)};
}

QSize WrappedLabel::minimumSizeHint() const
{
    return {0, text().isEmpty() ? 0 : fontMetrics().height() + 2 * margin()};
}

void WrappedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
    const QRect room = contentsRect().adjusted(margin(), margin(), -margin(), -margin());
    const double height = layOut(text(), font(), room.width(), alignment(), nullptr, {});
    const double free = room.height() - height;
    const double top = alignment().testFlag(Qt::AlignTop)      ? 0
                       : alignment().testFlag(Qt::AlignBottom) ? free
                                                               : std::max(free / 2, 0.0);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    layOut(text(), font(), room.width(), alignment(), &painter, QPointF(room.left(), room.top() + top));
}

WrappedText::WrappedText(QWidget* parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);  // until there is something to read
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setAcceptDrops(false);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    // Not Minimum: the hint is of narrower lines, and would be the least height of wide ones, too.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void WrappedText::setText(const QString& text)
{
    setPlainText(text);
    setAccessibleName(text);
    setFocusPolicy(text.isEmpty() ? Qt::NoFocus : Qt::ClickFocus);
    updateGeometry();
}

void WrappedText::setMostLines(int lines)
{
    m_mostLines = lines;
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    updateGeometry();
}

int WrappedText::heightForWidth(int width) const
{
    // Not by the document, which goes back to the width that the widget has as soon as its own is set.
    const int height = static_cast<int>(std::ceil(layOut(text(), font(), width, Qt::AlignLeft, nullptr, {})));
    return m_mostLines > 0 ? std::min(height, m_mostLines * fontMetrics().lineSpacing() + 1) : height;
}

QSize WrappedText::sizeHint() const
{
    const int width = usualWidth(fontMetrics(), text());
    return {width, heightForWidth(width)};
}

QSize WrappedText::minimumSizeHint() const
{
    return {0, fontMetrics().height()};
}

void WrappedText::changeEvent(QEvent* event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
}

void WrappedText::wheelEvent(QWheelEvent* event)
{
    if (m_mostLines > 0) {
        QTextEdit::wheelEvent(event);
    } else {
        event->ignore();  // there is nothing to scroll in it, but around it there may be
    }
}

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QRect room = contentsRect();
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(room, static_cast<int>(alignment()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, room.width()));
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()
        && fontMetrics().horizontalAdvance(text()) > contentsRect().width()) {
        QToolTip::showText(static_cast<const QHelpEvent&>(*event).globalPos(), shownToolTip(text()), this);
        return true;
    }
    return QLabel::event(event);
}

}  // namespace scotopic
