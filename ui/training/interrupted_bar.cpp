// SPDX-License-Identifier: MIT
#include "ui/training/interrupted_bar.h"

#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace scotopic {

InterruptedBar::InterruptedBar(QWidget* parent) : QFrame(parent), m_text(new WrappedLabel(this))
{
    setObjectName(QStringLiteral("interruptedBar"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(QStringLiteral("interruptedText"));
    auto* resume = new QPushButton(tr("&Resume"), this);
    resume->setObjectName(QStringLiteral("resumeInterrupted"));
    auto* later = new QPushButton(tr("&Not now"), this);
    later->setObjectName(QStringLiteral("dismissInterrupted"));
    connect(resume, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT resumeRequested();
    });
    connect(later, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(resume);
    layout->addWidget(later);
    hide();
}

void InterruptedBar::offer(const QStringList& names)
{
    m_text->setText(tr("%n training run(s) were interrupted: %1. They can go on after their last checkpoint.", nullptr,
                       static_cast<int>(names.size()))
                        .arg(shownText(names.join(QStringLiteral(", ")))));
    setVisible(!names.isEmpty());
}

}  // namespace scotopic
