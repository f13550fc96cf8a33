// SPDX-License-Identifier: MIT
#pragma once

#include "ui/jobs/workers.h"

#include <QMainWindow>
#include <QPointer>
#include <QSettings>

#include <filesystem>
#include <optional>

QT_BEGIN_NAMESPACE
class QMenu;
class QMessageBox;
class QStackedWidget;
QT_END_NAMESPACE

namespace scotopic {

class ComparisonPage;
class EnhancePage;
class SettingsWatch;
class TrainPage;

/// The modes, one page each, and the menus. It swaps pages and knows nothing of what they do.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `settings` outlives the window.
    MainWindow(QSettings& settings, std::optional<std::filesystem::path> sample);
    ~MainWindow() override;

    /// Opens `photo`, or what was open the last time.
    void start(const std::optional<std::filesystem::path>& photo);
    [[nodiscard]] EnhancePage& enhancePage() { return *m_enhance; }
    [[nodiscard]] TrainPage& trainPage() { return *m_train; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void keepOnScreen();
    void buildModeBar();
    void buildFileMenu();
    void buildOtherMenus();
    void fillRecentMenu();
    void changeMode(int step);
    void connectTraining();
    void showMode(int index);
    void handPhotoToTraining();
    void askAboutExport();
    void askAboutTraining();
    void closeWhenTrained();

    QSettings& m_settings;
    SettingsWatch* m_settingsWatch;
    Workers m_workers;
    QStackedWidget* m_pages;
    EnhancePage* m_enhance;
    TrainPage* m_train;
    ComparisonPage* m_comparison;
    QList<QAction*> m_modes;
    QMenu* m_recent = nullptr;
    QPointer<QMessageBox> m_exportQuestion;
    QPointer<QMessageBox> m_trainingQuestion;
    bool m_mayStopExport = false;
    bool m_closesWhenTrained = false;
};

/// The bundled sample, where the program is installed or built.
[[nodiscard]] std::optional<std::filesystem::path> findSample();

}  // namespace scotopic
