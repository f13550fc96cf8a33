// SPDX-License-Identifier: MIT
#include "ui/main_window/planned_page.h"

#include <QLabel>
#include <QVBoxLayout>

namespace scotopic {

PlannedPage::PlannedPage(const QString& headline, const QStringList& plans, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("plannedPage"));
    auto* title = new QLabel(headline, this);
    title->setObjectName(QStringLiteral("headline"));
    auto* notYet = new QLabel(tr("Not in this version. What is coming:"), this);
    auto* list = new QLabel(QStringLiteral("\u2022  ") + plans.join(QStringLiteral("\n\n\u2022  ")), this);
    list->setWordWrap(true);
    list->setMaximumWidth(620);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(64, 56, 64, 56);
    layout->setSpacing(18);
    for (QLabel* label : {title, notYet, list}) {
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    layout->addStretch();
}

}  // namespace scotopic
