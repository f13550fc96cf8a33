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
#include "ui/jobs/reason_text.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

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
      m_grid(new ScoreGridPanel(workers, m_tabs)), m_pairwise(new PairwisePage(m_tabs)), m_norms(new NormPage(m_tabs)),
      m_viewer(new ComparisonViewer(workers, m_grid->thumbnails(), this)), m_protocol(new QComboBox(m_results)),
      m_title(new QLabel(m_results)), m_meaning(new QLabel(m_results)),
      m_new(new QPushButton(tr("&New evaluation\u2026"), m_results)),
      m_open(new QPushButton(tr("&Open\u2026"), m_results)),
      m_save(new QPushButton(tr("&Save report\u2026"), m_results)), m_banner(new MessageBanner(this)),
      m_busyBar(new BusyBar(this)), m_evaluation(workers.device, Priority::Evaluation),
      m_opening(workers.pictures, Priority::Interactive), m_saving(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("comparisonPage"));
    buildLayout();
    connectParts();
    connectRunners();
    m_start->setRecent(m_recent.files());
}

ComparisonPage::~ComparisonPage() = default;

QWidget* ComparisonPage::buildToolRow()
{
    m_title->setObjectName(QStringLiteral("sectionTitle"));
    m_title->setMaximumWidth(160);
    m_meaning->setObjectName(QStringLiteral("hint"));
    m_meaning->setWordWrap(true);
    m_new->setObjectName(QStringLiteral("newEvaluationButton"));
    m_open->setObjectName(QStringLiteral("openEvaluationButton"));
    m_open->setAccessibleName(tr("Open evaluation"));
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

void ComparisonPage::connectParts()
{
    connect(m_start, &ComparisonStart::newRequested, this, [this] { askForSetup(); });
    connect(m_start, &ComparisonStart::openRequested, this, &ComparisonPage::askForFolder);
    connect(m_start, &ComparisonStart::recentChosen, this, &ComparisonPage::open);
    connect(m_new, &QPushButton::clicked, this, [this] { askForSetup(); });
    connect(m_open, &QPushButton::clicked, this, &ComparisonPage::askForFolder);
    connect(m_save, &QPushButton::clicked, this, &ComparisonPage::askForReport);
    connect(m_grid, &ScoreGridPanel::opened, this, &ComparisonPage::look);
    connect(m_pairwise, &PairwisePage::opened, this, [this](const QString& pair, const QString& contestant) {
        const std::vector<std::string>& labels = m_grid->grid().contestants();
        const auto label = std::find(labels.begin(), labels.end(), contestant.toStdString());
        look(pair, ScoreGridModel::FirstContestant + static_cast<int>(label - labels.begin()));
    });
    connect(m_viewer, &ComparisonViewer::left, this, &ComparisonPage::leaveViewer);
    connect(m_viewer, &ComparisonViewer::stepRequested, this, &ComparisonPage::lookAtNext);
    connect(m_protocol, &QComboBox::currentIndexChanged, this, &ComparisonPage::showProtocol);
    connect(m_busyBar, &BusyBar::cancelRequested, this, &ComparisonPage::cancel);
}

void ComparisonPage::connectRunners()
{
    for (JobRunner* runner : {&m_evaluation, &m_opening, &m_saving}) {
        connect(runner, &JobRunner::failed, this, &ComparisonPage::fail);
        connect(runner, &JobRunner::finished, this, &ComparisonPage::updateBusy);
        connect(runner, &JobRunner::progressed, m_busyBar, &BusyBar::showProgress);
    }
    connect(&m_evaluation, &JobRunner::cancelled, this, [this] {
        m_banner->addMessage(MessageBanner::Kind::Note,
                             tr("Cancelled. What was scored is kept; the same evaluation goes on where it stopped."));
    });
}

void ComparisonPage::evaluate(const EvaluationSetup& setup)
{
    m_banner->hide();
    m_opening.cancel();
    writeSetup(m_settings, setup);
    auto whole = std::make_shared<OpenEvaluation>();
    m_evaluation.startStreaming<EvaluationPart>(
        [setup, whole](const JobContext& context, const std::function<void(EvaluationPart)>& send) {
            *whole = runEvaluation(setup, send, context);
        },
        [this](const EvaluationPart& part) { take(part); }, [this, whole] { showWhole(std::move(*whole)); });
    updateBusy();
}

void ComparisonPage::open(const std::filesystem::path& folder)
{
    m_banner->hide();
    m_opening.start([folder](const JobContext&) { return openEvaluation(folder); },
                    [this](OpenEvaluation evaluation) { showWhole(std::move(evaluation)); });
    updateBusy();
}

void ComparisonPage::cancel()
{
    for (JobRunner* runner : {&m_saving, &m_opening, &m_evaluation}) {
        if (runner->isRunning()) {
            runner->cancel();
            return;
        }
    }
}

void ComparisonPage::take(const EvaluationPart& part)
{
    if (!part.note.isEmpty()) {
        m_banner->addMessage(MessageBanner::Kind::Note, part.note);
    }
    if (part.started) {
        present(part.started);
    }
    if (!part.scores.empty()) {
        m_grid->addScores(part.scores);
        tellScores();
    }
}

void ComparisonPage::tellScores()
{
    const std::string protocol = chosenProtocol()->name;
    m_pairwise->setScores(m_grid->grid().scores(), protocol, m_grid->grid().contestants());
    m_norms->setScores(m_shown->report.contestants, protocol, m_grid->grid().scores());
}

void ComparisonPage::present(std::shared_ptr<const OpenEvaluation> evaluation)
{
    m_shown = std::move(evaluation);
    m_title->setText(fromPath(m_shown->folder.filename()));
    m_title->setToolTip(fromPath(m_shown->folder));
    m_recent.add(absolutePath(m_shown->folder));
    m_start->setRecent(m_recent.files());
    showProtocols();
    m_grid->setEvaluation(m_shown, *chosenProtocol());
    m_viewer->setEvaluation(m_shown);
    tellScores();
    m_content->setCurrentWidget(m_results);
    m_grid->focusGrid();
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

void ComparisonPage::askForSetup(const std::vector<std::filesystem::path>& models)
{
    EvaluationSetup setup = readSetup(m_settings);
    if (!models.empty()) {
        setup.models = models;
    }
    auto* dialog = new SetupDialog(setup, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { evaluate(dialog->setup()); });
    dialog->open();
}

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

void ComparisonPage::fail(const QString& sentence)
{
    m_banner->addMessage(MessageBanner::Kind::Failure, sentence);
}

void ComparisonPage::updateBusy()
{
    m_save->setEnabled(m_shown != nullptr && !m_evaluation.isRunning() && !m_saving.isRunning());
    m_new->setEnabled(!m_evaluation.isRunning());
    if (m_saving.isRunning()) {
        m_busyBar->begin(tr("Saving the report"));
    } else if (m_evaluation.isRunning()) {
        m_busyBar->begin(tr("Evaluating"));
    } else if (m_opening.isRunning()) {
        m_busyBar->begin(tr("Opening"));
    } else {
        m_busyBar->end();
    }
}

}  // namespace scotopic
