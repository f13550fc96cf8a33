// SPDX-License-Identifier: MIT
#include "ui/main_window/main_window.h"

#include "ui/comparison/comparison_page.h"
#include "ui/comparison/comparison_viewer.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/field_keys.h"
#include "ui/enhance/settings_watch.h"
#include "ui/jobs/shown_text.h"
#include "ui/main_window/about_dialog.h"
#include "ui/main_window/look_menus.h"
#include "ui/main_window/shortcuts_dialog.h"
#include "ui/training/train_page.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDropEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QToolBar>

namespace scotopic {

namespace {

constexpr QSize kFrame{16, 48};  // what a desktop may put around a window

}  // namespace

MainWindow::MainWindow(QSettings& settings, std::optional<std::filesystem::path> sample)
    : m_settings(settings), m_settingsWatch(new SettingsWatch(settings, this)), m_pages(new QStackedWidget(this)),
      m_enhance(new EnhancePage(m_workers, settings, std::move(sample), m_pages)),
      m_train(new TrainPage(m_workers, settings, m_pages)),
      m_comparison(new ComparisonPage(m_workers, settings, m_pages))
{
    setWindowTitle(QStringLiteral("Scotopic"));
    m_pages->addWidget(m_enhance);
    m_pages->addWidget(m_train);
    m_pages->addWidget(m_comparison);
    new FieldKeys(this);
    setAcceptDrops(true);
    connect(m_settingsWatch, &SettingsWatch::failed, m_enhance, &EnhancePage::tellFailure);
    connectTraining();
    buildModeBar();
    buildFileMenu();
    buildOtherMenus();
    connect(m_enhance, &EnhancePage::titleChanged, this, [this](const QString& title) {
        setWindowTitle(title.isEmpty() ? QStringLiteral("Scotopic")
                                       : shownTitle(title) + QStringLiteral(" \u2013 Scotopic"));
    });
    // Frame and title take their part of the screen, and it is not known yet how much.
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - kFrame));
    restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray());
    keepOnScreen();
}

MainWindow::~MainWindow() = default;

/// The screen may be a smaller one than the last time.
void MainWindow::keepOnScreen()
{
    const QRect room = screen()->availableGeometry();
    if (isMaximized() || isFullScreen() || (width() <= room.width() && height() <= room.height())) {
        return;
    }
    resize(size().boundedTo(room.size() - kFrame));
    move(room.topLeft());
}

void MainWindow::buildModeBar()
{
    auto* bar = new QToolBar(tr("Modes"), this);
    bar->setObjectName(QStringLiteral("modeBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto* group = new QActionGroup(bar);
    const QStringList names{tr("Enhance"), tr("Train"), tr("Compare")};
    for (int index = 0; index < names.size(); ++index) {
        QAction* mode = bar->addAction(names[index]);
        mode->setCheckable(true);
        mode->setChecked(index == 0);
        mode->setToolTip(tr("%1 (Alt+%2)").arg(names[index]).arg(index + 1));
        mode->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index)));
        group->addAction(mode);
        connect(mode, &QAction::toggled, m_pages, [this, index](bool isChosen) {
            if (isChosen) {
                showMode(index);
            }
        });
        bar->widgetForAction(mode)->setFocusPolicy(Qt::TabFocus);
        bar->widgetForAction(mode)->setAccessibleName(names[index]);
    }
    addToolBar(Qt::TopToolBarArea, bar);
    m_modes = group->actions();

    // A photo, a model and an export belong to the first page: who asks for one from another page is led there.
    const EnhanceActions& actions = m_enhance->actions();
    for (const QAction* action : {actions.open, actions.openSample, actions.openModel, actions.exportPicture}) {
        connect(action, &QAction::triggered, this, [this] { m_modes.front()->setChecked(true); });
    }
}

void MainWindow::changeMode(int step)
{
    const auto count = static_cast<int>(m_modes.size());
    m_modes[(m_pages->currentIndex() + step + count) % count]->setChecked(true);
}

void MainWindow::buildFileMenu()
{
    const EnhanceActions& actions = m_enhance->actions();
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(actions.open);
    m_recent = file->addMenu(tr("Open &recent"));
    connect(file, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    fillRecentMenu();
    file->addAction(actions.openSample);
    file->addSeparator();
    file->addAction(actions.openModel);
    file->addSeparator();
    file->addAction(actions.exportPicture);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
}

void MainWindow::fillRecentMenu()
{
    m_recent->clear();
    for (const std::filesystem::path& photo : m_enhance->recentPhotos()) {
        QAction* action = m_recent->addAction(shownEntry(fromPath(photo.filename())));
        action->setToolTip(shownToolTip(fromPath(photo)));
        connect(action, &QAction::triggered, this, [this, photo] {
            m_modes.front()->setChecked(true);
            m_enhance->open(photo);
        });
    }
    m_recent->setToolTipsVisible(true);
    m_recent->setEnabled(!m_recent->isEmpty());
}

void MainWindow::buildOtherMenus()
{
    const EnhanceActions& actions = m_enhance->actions();
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({actions.undo, actions.redo});
    edit->addSeparator();
    edit->addActions({actions.automaticRatio, actions.cancel});
    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addActions({actions.compare, actions.beforeAsShot, actions.beforeClassical});
    view->addSeparator();
    view->addActions({actions.zoomIn, actions.zoomOut, actions.fit, actions.actualPixels});
    view->addSeparator();
    QAction* next = view->addAction(tr("&Next mode"), this, [this] { changeMode(1); });
    next->setShortcut(Qt::CTRL | Qt::Key_PageDown);
    QAction* previous = view->addAction(tr("Pre&vious mode"), this, [this] { changeMode(-1); });
    previous->setShortcut(Qt::CTRL | Qt::Key_PageUp);
    next->setAutoRepeat(false);
    previous->setAutoRepeat(false);
    view->addSeparator();
    addLookMenus(*view, m_settings, this);
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    QAction* keys = help->addAction(tr("&Keyboard and mouse"), this, [this] {
        auto* dialog = new ShortcutsDialog(*menuBar(),
                                           {{tr("Pages"), m_modes},
                                            {tr("Train"), m_train->QWidget::actions()},
                                            {tr("In Compare's viewer"), m_comparison->viewer().QWidget::actions()}},
                                           this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    keys->setShortcut(QKeySequence::HelpContents);
    help->addAction(tr("&About Scotopic"), this, [this] {
        auto* about = new AboutDialog(m_workers, this);
        about->setAttribute(Qt::WA_DeleteOnClose);
        about->open();
    });
    help->addAction(tr("About &Qt"), qApp, &QApplication::aboutQt);
}

void MainWindow::start(const std::optional<std::filesystem::path>& photo)
{
    m_enhance->restoreSession(photo);
    m_settingsWatch->check();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    // Beside the page, as on it. Sent through the application it would come back: this window is the drag's target.
    static_cast<QObject*>(m_pages->currentWidget())->event(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_enhance->saveSession();
    if (m_enhance->isExporting() && !m_mayStopExport) {
        event->ignore();
        askAboutExport();
        return;
    }
    if (m_train->isTraining()) {
        event->ignore();
        askAboutTraining();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::askAboutExport()
{
    if (m_exportQuestion) {
        return;
    }
    m_exportQuestion = new QMessageBox(QMessageBox::Question, tr("Scotopic"), tr("A picture is still being exported."),
                                       QMessageBox::NoButton, this);
    m_exportQuestion->setObjectName(QStringLiteral("exportQuestion"));
    m_exportQuestion->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* wait = m_exportQuestion->addButton(tr("Wait"), QMessageBox::RejectRole);
    QPushButton* stop = m_exportQuestion->addButton(tr("Close and stop the export"), QMessageBox::DestructiveRole);
    m_exportQuestion->setDefaultButton(wait);
    m_exportQuestion->setEscapeButton(wait);
    connect(stop, &QPushButton::clicked, this, [this] {
        m_mayStopExport = true;
        m_enhance->cancelExport();
        close();
        m_mayStopExport = false;  // whoever stays after all is asked again
    });
    connect(m_enhance, &EnhancePage::exported, m_exportQuestion, &QWidget::close);
    m_exportQuestion->open();
}

std::optional<std::filesystem::path> findSample()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char* place : {"../share/scotopic/sample.dng", "../../share/scotopic/sample.dng"}) {
        const QString file = QDir::cleanPath(program.filePath(QLatin1String(place)));
        if (QFile::exists(file)) {
            return toPath(file);
        }
    }
    return std::nullopt;
}

}  // namespace scotopic
