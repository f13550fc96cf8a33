// SPDX-License-Identifier: MIT
#include "ui/comparison/comparison_page.h"

#include "ui/comparison/comparison_start.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/comparison/norm_page.h"
#include "ui/comparison/pairwise_page.h"
#include "ui/comparison/protocol_text.h"
#include "ui/comparison/score_grid_panel.h"
#include "ui/comparison/setup_dialog.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo.h"
#include "ui/enhance/session.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/reason_text.h"
#include "ui/jobs/shown_text.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>
#include <utility>

namespace scotopic {

namespace {

constexpr int kMostRecent = 6;

}  // namespace

ComparisonPage::ComparisonPage(const Workers& workers, QSettings& settings, QWidget* parent)
    : QWidget(parent), m_workers(workers), m_settings(settings),
      m_recent(settings, QStringLiteral("compare/recent"), kMostRecent), m_content(new QStackedWidget(this)),
      m_start(new ComparisonStart(this)), m_results(new QWidget(this)), m_tabs(new QTabWidget(m_results)),
      m_grid(new ScoreGridPanel(workers, m_tabs)), m_pairwise(new PairwisePage(workers, m_tabs)),
      m_norms(new NormPage(workers, m_tabs)), m_viewer(new ComparisonViewer(workers, m_grid->thumbnails(), this)),
      m_protocol(new QComboBox(m_results)), m_title(new ElidedLabel(m_results)), m_meaning(new WrappedLabel(m_results)),
      m_new(new QPushButton(tr("&New evaluation\u2026"), m_results)),
      m_open(new QPushButton(tr("&Open\u2026"), m_results)),
      m_save(new QPushButton(tr("&Save report\u2026"), m_results)), m_banner(new MessageBanner(this)),
      m_busyBar(new BusyBar(this)), m_evaluation(workers.device, Priority::Evaluation),
      m_opening(workers.pictures, Priority::Interactive), m_keeping(workers.pictures, Priority::Interactive),
      m_saving(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("comparisonPage"));
    buildLayout();
    connectParts();
    connectRunners();
    m_start->setRecent(m_recent.files());
}

ComparisonPage::~ComparisonPage() = default;

void ComparisonPage::connectParts()
{
    connect(m_start, &ComparisonStart::newRequested, this, [this] { askForSetup(); });
    connect(m_start, &ComparisonStart::openRequested, this, &ComparisonPage::askForFolder);
    connect(m_start, &ComparisonStart::recentChosen, this, &ComparisonPage::open);
    connect(m_new, &QPushButton::clicked, this, [this] { askForSetup(); });
    connect(m_open->menu(), &QMenu::aboutToShow, this, &ComparisonPage::listRecent);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ComparisonPage::tellScores);
    connect(m_save, &QPushButton::clicked, this, &ComparisonPage::askForReport);
    connect(m_grid, &ScoreGridPanel::opened, this, &ComparisonPage::look);
    connect(m_pairwise, &PairwisePage::opened, this, [this](const QString& pair, const QString& contestant) {
        const std::vector<std::string>& labels = m_grid->grid().contestants();
        const auto label = std::find(labels.begin(), labels.end(), contestant.toStdString());
        look(pair, ScoreGridModel::FirstContestant + static_cast<int>(label - labels.begin()));
    });
    connect(m_viewer, &ComparisonViewer::left, this, &ComparisonPage::leaveViewer);
    connect(m_viewer, &ComparisonViewer::stepRequested, this, &ComparisonPage::lookAtNext);
    connect(m_viewer, &ComparisonViewer::failed, this, &ComparisonPage::fail);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &ComparisonPage::showProtocol);
    connect(m_busyBar, &BusyBar::cancelRequested, this, &ComparisonPage::cancel);
}

void ComparisonPage::connectRunners()
{
    for (JobRunner* runner : {&m_evaluation, &m_opening, &m_keeping, &m_saving}) {
        connect(runner, &JobRunner::failed, this, &ComparisonPage::fail);
        connect(runner, &JobRunner::finished, this, &ComparisonPage::updateBusy);
        connect(runner, &JobRunner::progressed, this, [this, runner](const Progress& progress) {
            if (runner == foremost()) {
                m_busyBar->showProgress(progress);
            }
        });
    }
    connect(m_norms, &NormPage::failed, this, &ComparisonPage::fail);
    connect(m_pairwise, &PairwisePage::failed, this, &ComparisonPage::fail);
    connect(&m_evaluation, &JobRunner::failed, this, &ComparisonPage::keepPart);
    connect(&m_evaluation, &JobRunner::cancelled, this, [this] {
        keepPart();
        m_banner->addMessage(MessageBanner::Kind::Note,
                             tr("Cancelled. What was scored is kept; the same evaluation goes on where it stopped."));
    });
}

/// To those in sight alone: of thousands of images this takes a while.
void ComparisonPage::tellScores()
{
    const Protocol* protocol = chosenProtocol();
    if (protocol == nullptr) {
        return;
    }
    const std::vector<ImageScore>& scores = m_grid->grid().scores();
    if (m_tabs->currentWidget() == m_pairwise) {
        m_pairwise->setScores(scores, protocol->name, m_grid->grid().contestants());
    } else if (m_tabs->currentWidget() == m_norms) {
        m_norms->setScores(m_shown->report.contestants, protocol->name, scores);
    }
}

void ComparisonPage::present(std::shared_ptr<const OpenEvaluation> evaluation)
{
    m_shown = std::move(evaluation);
    m_title->setText(shownText(fromPath(m_shown->folder.filename())));
    m_title->setToolTip(shownToolTip(fromPath(m_shown->folder)));
    m_recent.add(m_shown->folder);
    m_start->setRecent(m_recent.files());
    showProtocols();
    m_grid->setEvaluation(m_shown, *chosenProtocol());
    m_viewer->setEvaluation(m_shown);
    m_pairwise->clear();
    m_norms->clear();
    tellScores();
    m_content->setCurrentWidget(m_results);
    m_grid->focusGrid();
    updateBusy();
}

void ComparisonPage::showWhole(OpenEvaluation evaluation)
{
    if (evaluation.report.protocols.empty()) {
        fail(tr("%1 holds no scores yet; evaluate into it.").arg(fromPath(evaluation.folder)));
        return;
    }
    const bool isSame = m_shown && m_shown->folder == evaluation.folder
                        && m_shown->report.facts.createdAt == evaluation.report.facts.createdAt;
    auto whole = std::make_shared<const OpenEvaluation>(std::move(evaluation));
    if (isSame) {
        m_shown = std::move(whole);  // its scores have come one by one
    } else {
        present(std::move(whole));
    }
    for (const std::string& warning : m_shown->report.facts.warnings) {
        m_banner->addMessage(MessageBanner::Kind::Note, reasonText(warning));
    }
    for (const std::string& failure : m_shown->report.facts.failures) {
        m_banner->addMessage(MessageBanner::Kind::Note, tr("Not scored: %1").arg(reasonText(failure)));
    }
    if (!m_shown->cacheProblem.isEmpty()) {
        m_banner->addMessage(MessageBanner::Kind::Note,
                             tr("Full pictures cannot be shown: %1").arg(m_shown->cacheProblem));
    }
    Q_EMIT opened();
}

void ComparisonPage::showProtocols()
{
    const QSignalBlocker blocker(m_protocol);
    const QString chosen = m_protocol->currentText();
    m_protocol->clear();
    for (const Protocol& protocol : m_shown->report.protocols) {
        m_protocol->addItem(QString::fromStdString(protocol.name));
    }
    m_protocol->setCurrentIndex(std::max(0, m_protocol->findText(chosen)));
    m_meaning->setText(ProtocolText::of(*chosenProtocol()));
}

const Protocol* ComparisonPage::chosenProtocol() const
{
    return m_shown && m_protocol->currentIndex() >= 0
               ? &m_shown->report.protocols[static_cast<std::size_t>(m_protocol->currentIndex())]
               : nullptr;
}

void ComparisonPage::showProtocol()
{
    if (const Protocol* protocol = chosenProtocol()) {
        m_meaning->setText(ProtocolText::of(*protocol));
        m_grid->setProtocol(*protocol);
        tellScores();
    }
}

void ComparisonPage::askForSetup(const std::vector<std::filesystem::path>& models, const std::filesystem::path& folder)
{
    if (m_evaluation.isRunning()) {
        tellOneGoesOn();
        return;
    }
    EvaluationSetup setup = readSetup(m_settings);
    if (!models.empty()) {
        setup.models = models;
    }
    auto* dialog = new SetupDialog(setup, this);
    if (!folder.empty()) {
        dialog->setData(folder);
    }
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { evaluate(dialog->setup()); });
    dialog->open();
}

void ComparisonPage::fail(const QString& sentence)
{
    m_banner->addMessage(MessageBanner::Kind::Failure, sentence);
}

}  // namespace scotopic
