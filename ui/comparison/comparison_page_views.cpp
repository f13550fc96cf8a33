// SPDX-License-Identifier: MIT
// The page's way to stored evaluations, to single images, and to reports.
#include "ui/comparison/comparison_page.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/report_export.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"
#include "ui/enhance/session.h"
#include "ui/jobs/shown_text.h"

#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace scotopic {

namespace {

constexpr int kFigureRows = 4;

}  // namespace

void ComparisonPage::askForFolder()
{
    const QString last = lastFolder(m_settings, QStringLiteral("compare"));
    auto* dialog = new QFileDialog(this, tr("Open the folder of an evaluation"), last);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        saveLastFolder(m_settings, QStringLiteral("compare"), toPath(folder));
        open(toPath(folder));
    });
    dialog->open();
}

void ComparisonPage::listRecent()
{
    QMenu* const menu = m_open->menu();
    menu->clear();
    connect(menu->addAction(tr("&Choose a folder\u2026")), &QAction::triggered, this, &ComparisonPage::askForFolder);
    menu->addSeparator();
    for (const std::filesystem::path& folder : m_recent.files()) {
        // Many are called alike: "runs/a/scores", "runs/b/scores".
        const QString name = fromPath(folder.parent_path().filename() / folder.filename());
        QAction* action = menu->addAction(shownEntry(name));
        action->setToolTip(shownToolTip(fromPath(folder)));
        connect(action, &QAction::triggered, this, [this, folder] { open(folder); });
    }
    menu->setToolTipsVisible(true);
}

void ComparisonPage::look(const QString& pair, int column)
{
    std::vector<ImageScore> scores;
    for (const ImageScore& score : m_grid->grid().scores()) {
        if (score.pair == pair.toStdString()) {
            scores.push_back(score);
        }
    }
    m_content->setCurrentWidget(m_viewer);
    m_viewer->showImage(pair, column, *chosenProtocol(), std::move(scores));
}

void ComparisonPage::lookAtNext(int step)
{
    const QStringList pairs = m_grid->shownPairs();
    const qsizetype next = pairs.indexOf(m_viewer->pair()) + step;
    if (next >= 0 && next < pairs.size()) {
        look(pairs[next], m_viewer->currentColumn());
    }
}

void ComparisonPage::leaveViewer()
{
    m_viewer->leave();
    m_content->setCurrentWidget(m_results);
    if (m_tabs->currentWidget() == m_grid) {
        m_grid->select(m_viewer->pair());
        m_grid->focusGrid();
    } else {
        m_tabs->currentWidget()->setFocus();
    }
}

void ComparisonPage::askForReport()
{
    auto* dialog = new QFileDialog(this, tr("Save the report"), fromPath(m_shown->folder));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Web page with pictures (*.html)"), tr("PDF with pictures (*.pdf)"),
                            tr("Every score, comma-separated (*.csv)"), tr("Tables in Markdown (*.md)"),
                            tr("Tables for LaTeX (*.tex)"), tr("Figure of the selected images, 300 dpi (*.png)")});
    const QStringList suffixes{QStringLiteral("html"), QStringLiteral("pdf"), QStringLiteral("csv"),
                               QStringLiteral("md"),   QStringLiteral("tex"), QStringLiteral("png")};
    const QStringList filters = dialog->nameFilters();
    dialog->setDefaultSuffix(suffixes.front());
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, suffixes, filters](const QString& filter) {
        dialog->setDefaultSuffix(suffixes[std::max<qsizetype>(0, filters.indexOf(filter))]);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { saveReport(toPath(file)); });
    dialog->open();
}

void ComparisonPage::saveReport(const std::filesystem::path& target)
{
    const std::optional<ReportFormat> format = reportFormatOf(target);
    if (!format || !m_shown) {
        fail(tr("%1: its ending is none of .html, .pdf, .csv, .md, .tex and .png.").arg(fromPath(target)));
        return;
    }
    m_banner->hide();
    ReportRequest request{target, *format, {}, chosenProtocol()->name};
    QStringList pairs = m_grid->selectedPairs();
    if (pairs.size() < 2) {
        pairs = m_grid->shownPairs().mid(0, kFigureRows);  // one row is where the cursor happens to be
    }
    for (const QString& pair : pairs) {
        request.pairs.push_back(pair.toStdString());
    }
    const QString name = fromPath(target);
    m_saving.start(
        [evaluation = m_shown, request](const JobContext& context) { writeReportFile(*evaluation, request, context); },
        [this, name] {
            m_banner->addMessage(MessageBanner::Kind::Success, tr("Saved %1").arg(name));
            Q_EMIT reportSaved(name);
        });
    updateBusy();
}

}  // namespace scotopic
