// SPDX-License-Identifier: MIT
#include "ui/training/train_page.h"

#include "ui/charts/chart_board.h"
#include "ui/enhance/busy_bar.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/wrapped_text.h"
#include "ui/jobs/shown_text.h"
#include "ui/training/epoch_pictures.h"
#include "ui/training/run_details.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_notice.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

namespace scotopic {

namespace {

constexpr std::chrono::milliseconds kListPulse{1000};

QToolButton* buttonOf(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->toolTip());
    return button;
}

}  // namespace

TrainPage::TrainPage(const Workers& workers, QSettings& settings, QWidget* parent)
    : QWidget(parent), m_workers(workers), m_settings(settings), m_reader(std::make_shared<RunsReader>()),
      m_model(new RunTableModel(this)), m_sorted(new QSortFilterProxyModel(this)),
      m_queue(new TrainingQueue(workers, this)), m_actions(this), m_folderText(new ElidedLabel(this)),
      m_listOrHint(new QStackedWidget(this)), m_table(new QTableView(this)),
      m_new(new QPushButton(tr("&New run\u2026"), this)), m_tabs(new QTabWidget(this)),
      m_charts(new ChartBoard(workers, trainingCharts(), m_tabs)), m_pictures(new EpochPictures(workers, m_tabs)),
      m_details(new RunDetails(m_tabs)), m_banner(new MessageBanner(this)), m_busyBar(new BusyBar(this)),
      m_follower(new RunFollower(workers, m_charts, this)), m_notice(new RunNotice(this)),
      m_listing(workers.pictures, Priority::Evaluation), m_files(workers.pictures, Priority::Interactive)
{
    setObjectName(QStringLiteral("trainPage"));
    setAcceptDrops(true);
    buildLayout();
    connectParts();
    connectQueue();
    connectActions();
    connectActionsOnFolders();
    const QString folder = settings.value(QStringLiteral("train/runs")).toString();
    openRunsFolder(folder.isEmpty() ? defaultRunsFolder() : toPath(folder));
    m_pulse.setInterval(kListPulse);
    m_pulse.start();
    updateActions();
}

TrainPage::~TrainPage() = default;

QWidget* TrainPage::buildEmptyList()
{
    auto* hint =
        new QLabel(tr("No runs here yet.\n\nA new run trains one of the study's networks on pairs of short and "
                      "long exposures: the SID data set or your own. Runs that were started on the command "
                      "line appear here too, once their folder is chosen."),
                   m_listOrHint);
    hint->setObjectName(QStringLiteral("hint"));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setMargin(24);
    return hint;
}

QWidget* TrainPage::buildButtons()
{
    auto* row = new QWidget(this);
    row->setObjectName(QStringLiteral("runButtons"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (QAction* action : {m_actions.start, m_actions.pause, m_actions.stop}) {
        layout->addWidget(buttonOf(action, row));
    }
    auto* more = new QToolButton(row);
    more->setObjectName(QStringLiteral("moreRunActions"));
    more->setText(tr("More"));
    more->setAccessibleName(tr("More actions on the run"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(more);
    menu->addActions({m_actions.rename, m_actions.duplicate});
    menu->addSeparator();
    menu->addActions({m_actions.enhance, m_actions.compare});
    menu->addSeparator();
    menu->addActions({m_actions.showFolder, m_actions.remove});
    more->setMenu(menu);
    layout->addWidget(more);
    layout->addStretch();
    return row;
}

QWidget* TrainPage::buildList()
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(RunTableModel::SortRole);
    m_table->setObjectName(QStringLiteral("runTable"));
    m_table->setAccessibleName(tr("Training runs"));
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunTableModel::Name, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->addActions({m_actions.start, m_actions.pause, m_actions.stop, m_actions.rename, m_actions.duplicate,
                         m_actions.enhance, m_actions.compare, m_actions.showFolder, m_actions.remove});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunTableModel::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setMinimumSectionSize(56);
    m_listOrHint->addWidget(buildEmptyList());
    m_listOrHint->addWidget(m_table);

    m_new->setObjectName(QStringLiteral("newRunButton"));
    m_folderText->setObjectName(QStringLiteral("hint"));
    auto* folder = new QPushButton(tr("Runs &folder\u2026"), this);
    folder->setObjectName(QStringLiteral("runsFolderButton"));
    connect(folder, &QPushButton::clicked, this, &TrainPage::askForFolder);
    auto* top = new QHBoxLayout;
    top->addWidget(m_new);
    top->addWidget(folder);
    top->addStretch();
    auto* list = new QWidget(this);
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(10, 8, 6, 6);
    layout->addLayout(top);
    layout->addWidget(m_folderText);
    layout->addWidget(m_listOrHint, 1);
    layout->addWidget(buildButtons());
    return list;
}

void TrainPage::buildLayout()
{
    m_tabs->setObjectName(QStringLiteral("trainTabs"));
    m_tabs->setAccessibleName(tr("What is shown of the run"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_charts, tr("Curves"));
    m_tabs->addTab(m_pictures, tr("Pictures"));
    m_tabs->addTab(m_details, tr("Details"));
    auto* parts = new QSplitter(Qt::Horizontal, this);
    parts->setObjectName(QStringLiteral("trainSplitter"));
    parts->addWidget(buildList());
    parts->addWidget(m_tabs);
    parts->setStretchFactor(0, 0);
    parts->setStretchFactor(1, 1);
    parts->setSizes({480, 800});
    parts->setChildrenCollapsible(false);
    auto* status = new QHBoxLayout;
    status->setContentsMargins(12, 3, 12, 3);
    status->addStretch();
    status->addWidget(m_busyBar);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(parts, 1);
    layout->addLayout(status);
}

void TrainPage::connectParts()
{
    connect(m_new, &QPushButton::clicked, this, [this] { askForRun(readNewRun(m_settings)); });
    connect(m_model, &RunTableModel::checkedChanged, this, &TrainPage::updateFollowed);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrainPage::updateChosen);
    connect(m_follower, &RunFollower::failed, this, &TrainPage::fail);
    connect(m_follower, &RunFollower::upToDate, this, &TrainPage::chartsUpToDate);
    connect(m_charts, &ChartBoard::failed, this, &TrainPage::fail);
    connect(m_charts, &ChartBoard::exported, this, [this](const QString& file) {
        m_banner->showMessage(MessageBanner::Kind::Success, tr("Written: %1").arg(file));
    });
    connect(&m_pulse, &QTimer::timeout, this, &TrainPage::list);
    connect(&m_listing, &JobRunner::failed, this, [this](const QString& sentence) {
        if (std::exchange(m_listingProblem, sentence) != sentence) {
            fail(sentence);  // once, not every second
        }
    });
    connect(&m_files, &JobRunner::failed, this, &TrainPage::fail);
    connect(&m_files, &JobRunner::finished, this, &TrainPage::list);
}

void TrainPage::openRunsFolder(const std::filesystem::path& folder)
{
    m_folder = normalisedPath(folder);
    if (m_settings.value(QStringLiteral("train/runs")).toString() != fromPath(m_folder)) {
        m_settings.setValue(QStringLiteral("train/runs"), fromPath(m_folder));
    }
    m_folderText->setText(shownText(fromPath(m_folder)));
    m_folderText->setToolTip(shownToolTip(fromPath(m_folder)));
    m_listingProblem.clear();
    m_listing.cancel();
    m_model->setRuns({});
    list();
}

void TrainPage::list()
{
    if (m_listing.isRunning()) {
        return;
    }
    m_listing.start(
        [reader = m_reader, folder = m_folder](const JobContext&) { return std::pair(folder, reader->read(folder)); },
        [this](std::pair<std::filesystem::path, std::vector<RunInfo>> found) {
            if (found.first == m_folder) {
                take(std::move(found.second));
            }
        });
}

void TrainPage::take(std::vector<RunInfo> runs)
{
    for (RunInfo& run : runs) {
        if (m_queue->isWaiting(run.folder)) {
            run.status = RunStatus::Waiting;
        } else if (m_queue->holds(run.folder)) {
            run.status = RunStatus::Training;  // or about to: its data are being decoded
        }
    }
    m_model->setRuns(std::move(runs));
    m_listOrHint->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    if (!m_toChoose.empty() && m_model->rowOf(m_toChoose) >= 0) {
        choose(std::exchange(m_toChoose, {}));
    } else if (chosen() == nullptr && m_model->rowCount() > 0) {
        m_table->selectRow(0);
    }
    m_details->setRun(chosen());
    updateActions();
    updateFollowed();
    offerInterrupted();
    Q_EMIT listed();
}

void TrainPage::choose(const std::filesystem::path& run)
{
    const int row = m_model->rowOf(run);
    if (row < 0) {
        m_toChoose = run;
        return;
    }
    m_table->setCurrentIndex(m_sorted->mapFromSource(m_model->index(row, 0)));
}

const RunInfo* TrainPage::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->runAt(m_sorted->mapToSource(rows.front()).row());
}

void TrainPage::updateChosen()
{
    const RunInfo* const run = chosen();
    m_pictures->setRun(run != nullptr ? run->folder : std::filesystem::path());
    m_details->setRun(run);
    updateActions();
    updateFollowed();
}

void TrainPage::updateActions()
{
    const RunInfo* const run = chosen();
    m_actions.update(run, run != nullptr && m_queue->holds(run->folder));
}

void TrainPage::updateFollowed()
{
    std::vector<std::filesystem::path> folders;
    const RunInfo* const current = chosen();
    for (const RunInfo& run : m_model->runs()) {
        if (run.record && (m_model->isChecked(run.folder) || &run == current)) {
            folders.push_back(run.folder);
        }
    }
    m_follower->follow(folders, current != nullptr ? current->folder : std::filesystem::path());
}

void TrainPage::setPhoto(std::shared_ptr<const Photo> photo, ExposureRatio ratio)
{
    m_pictures->setPhoto(std::move(photo), ratio);
}

void TrainPage::fail(const QString& sentence)
{
    m_banner->addMessage(MessageBanner::Kind::Failure, sentence);
    m_details->addToLog(tr("failure"), sentence);
}

}  // namespace scotopic
