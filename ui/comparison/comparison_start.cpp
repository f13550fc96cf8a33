// SPDX-License-Identifier: MIT
#include "ui/comparison/comparison_start.h"

#include "ui/enhance/photo.h"
#include "ui/jobs/shown_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace scotopic {

ComparisonStart::ComparisonStart(QWidget* parent)
    : QWidget(parent), m_recent(new QListWidget(this)), m_recentPart(new QWidget(this))
{
    setObjectName(QStringLiteral("startPanel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* headline = new QLabel(tr("Score models on a test set, and see where they differ."), this);
    headline->setObjectName(QStringLiteral("headline"));
    auto* hint = new QLabel(
        tr("A new evaluation takes a data set of short and long exposures (SID, or your own pairs) and any number of "
           "models. What was scored before, here or on the command line, opens again at once."),
        this);
    hint->setObjectName(QStringLiteral("hint"));
    for (QLabel* label : {headline, hint}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto* start = new QPushButton(tr("&New evaluation\u2026"), this);
    start->setObjectName(QStringLiteral("startNewEvaluation"));
    auto* open = new QPushButton(tr("&Open evaluation\u2026"), this);
    open->setObjectName(QStringLiteral("startOpenEvaluation"));
    connect(start, &QPushButton::clicked, this, &ComparisonStart::newRequested);
    connect(open, &QPushButton::clicked, this, &ComparisonStart::openRequested);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(start);
    buttons->addWidget(open);
    buttons->addStretch();

    m_recent->setObjectName(QStringLiteral("recentEvaluations"));
    m_recent->setAccessibleName(tr("Recent evaluations"));
    m_recent->setMaximumSize(620, 160);
    const auto choose = [this](const QListWidgetItem* item) {
        Q_EMIT recentChosen(toPath(item->data(Qt::UserRole).toString()));
    };
    connect(m_recent, &QListWidget::itemActivated, this, choose);
    auto* recentTitle = new QLabel(tr("Recent evaluations"), this);
    recentTitle->setObjectName(QStringLiteral("sectionTitle"));
    recentTitle->setBuddy(m_recent);
    auto* recent = new QVBoxLayout(m_recentPart);
    recent->addWidget(recentTitle);
    recent->addWidget(m_recent);
    m_recentPart->setMaximumWidth(640);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(160, 24, 160, 24);  // lines of a length that is read easily
    layout->setSpacing(14);
    layout->addStretch(2);
    layout->addWidget(headline);
    layout->addWidget(hint);
    layout->addLayout(buttons);
    layout->addSpacing(12);
    auto* centred = new QHBoxLayout;
    centred->addStretch();
    centred->addWidget(m_recentPart, 1);
    centred->addStretch();
    layout->addLayout(centred);
    layout->addStretch(3);
    setRecent({});
}

void ComparisonStart::setRecent(const std::vector<std::filesystem::path>& folders)
{
    m_recent->clear();
    for (const std::filesystem::path& folder : folders) {
        auto* item = new QListWidgetItem(shownText(fromPath(folder)), m_recent);
        item->setData(Qt::UserRole, fromPath(folder));
    }
    m_recentPart->setVisible(!folders.empty());
}

}  // namespace scotopic
