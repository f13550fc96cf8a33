// SPDX-License-Identifier: MIT
#include "ui/enhance/message_banner.h"

#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace scotopic {

namespace {

constexpr int kMostLines = 4;

}  // namespace

MessageBanner::MessageBanner(QWidget* parent) : QFrame(parent), m_mark(new QLabel(this)), m_text(new WrappedText(this))
{
    setObjectName(QStringLiteral("banner"));
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setMostLines(kMostLines);
    auto* close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setText(QStringLiteral("\u2715"));
    close->setAccessibleName(tr("Close the message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_mark);
    layout->addWidget(m_text, 1);
    layout->addWidget(close);
    hide();
}

void MessageBanner::showMessage(Kind kind, const QString& sentence)
{
    m_sentences = {shownText(sentence)};
    present(kind);
}

void MessageBanner::addMessage(Kind kind, const QString& sentence)
{
    if (isHidden()) {
        showMessage(kind, sentence);
    } else if (!m_sentences.contains(shownText(sentence))) {
        m_sentences << shownText(sentence);
        present(std::min(kind, m_kind));
    }
}

void MessageBanner::present(Kind kind)
{
    const std::array<QString, 3> names{QStringLiteral("failure"), QStringLiteral("note"), QStringLiteral("success")};
    const std::array<QString, 3> marks{QStringLiteral("\u26a0"), QStringLiteral("\u2139"), QStringLiteral("\u2713")};
    m_kind = kind;
    const auto index = static_cast<std::size_t>(kind);
    setProperty("kind", names[index]);
    style()->unpolish(this);
    style()->polish(this);
    m_mark->setText(marks[index]);
    m_text->setText(m_sentences.join(QLatin1Char('\n')));
    setAccessibleName(m_text->text());
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageBanner::sentence() const
{
    return isHidden() ? QString() : m_text->text();
}

}  // namespace scotopic
