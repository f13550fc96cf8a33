// SPDX-License-Identifier: MIT
#include "ui/enhance/start_panel.h"

#include "ui/enhance/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace scotopic {

StartPanel::StartPanel(bool hasSample, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("startPanel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* picture = new QLabel(this);
    picture->setPixmap(loadIcon("scotopic").pixmap(96, 96));
    picture->setAlignment(Qt::AlignCenter);
    auto* headline = new QLabel(tr("Drop a raw photo here, or open one."), this);
    headline->setObjectName(QStringLiteral("headline"));
    headline->setAlignment(Qt::AlignCenter);
    auto* hint = new QLabel(tr("Photos taken in the dark become bright ones. The original is never changed."), this);
    hint->setObjectName(QStringLiteral("hint"));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);

    auto* open = new QPushButton(tr("Open\u2026"), this);
    open->setObjectName(QStringLiteral("startOpenButton"));
    open->setDefault(true);
    auto* sample = new QPushButton(tr("Try the sample"), this);
    sample->setObjectName(QStringLiteral("startSampleButton"));
    sample->setVisible(hasSample);
    connect(open, &QPushButton::clicked, this, &StartPanel::openRequested);
    connect(sample, &QPushButton::clicked, this, &StartPanel::sampleRequested);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(open);
    buttons->addWidget(sample);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addStretch(2);
    layout->addWidget(picture);
    layout->addWidget(headline);
    layout->addWidget(hint);
    layout->addLayout(buttons);
    layout->addStretch(3);
}

}  // namespace scotopic
