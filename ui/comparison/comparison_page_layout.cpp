// SPDX-License-Identifier: MIT
// What the page is made of, and where it stands.
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/comparison_start.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/norm_page.h"
#include "ui/comparison/pairwise_page.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/message_banner.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace scotopic {

QWidget* ComparisonPage::buildToolRow()
{
    m_title->setObjectName(QStringLiteral("sectionTitle"));
    m_title->setMaximumWidth(160);
    m_meaning->setObjectName(QStringLiteral("hint"));
    m_new->setObjectName(QStringLiteral("newEvaluationButton"));
    m_open->setObjectName(QStringLiteral("openEvaluationButton"));
    m_open->setAccessibleName(tr("Open evaluation"));
    m_open->setMenu(new QMenu(m_open));
    m_save->setObjectName(QStringLiteral("saveReportButton"));
    m_protocol->setObjectName(QStringLiteral("shownProtocol"));
    m_protocol->setAccessibleName(tr("Protocol"));
    m_protocol->setToolTip(tr("What the scores mean; several can be chosen for an evaluation"));
    auto* row = new QWidget(m_results);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 6, 10, 6);
    layout->addWidget(m_new);
    layout->addWidget(m_open);
    layout->addWidget(m_save);
    layout->addSpacing(12);
    auto* protocolLabel = new QLabel(tr("&Protocol"), row);
    protocolLabel->setBuddy(m_protocol);
    layout->addWidget(protocolLabel);
    layout->addWidget(m_protocol);
    layout->addWidget(m_meaning, 1);
    layout->addWidget(m_title);
    return row;
}

void ComparisonPage::buildLayout()
{
    m_tabs->setObjectName(QStringLiteral("comparisonTabs"));
    m_tabs->setAccessibleName(tr("Results"));
    m_tabs->tabBar()->setAccessibleName(tr("Results"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_grid, tr("Pictures"));
    m_tabs->addTab(m_pairwise, tr("Two models"));
    m_tabs->addTab(m_norms, tr("Batch normalisation"));
    auto* results = new QVBoxLayout(m_results);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(0);
    results->addWidget(buildToolRow());
    results->addWidget(m_tabs, 1);
    m_content->addWidget(m_start);
    m_content->addWidget(m_results);
    m_content->addWidget(m_viewer);
    auto* status = new QHBoxLayout;
    status->setContentsMargins(12, 3, 12, 3);
    status->addStretch();
    status->addWidget(m_busyBar);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_content, 1);
    layout->addLayout(status);
}

}  // namespace scotopic
