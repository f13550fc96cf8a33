// SPDX-License-Identifier: MIT
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_registry.h"
#include "ui/enhance/enhance_page.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/shortcuts_dialog.h"
#include "ui/main_window/theme.h"

#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QToolBar>

#include <algorithm>
#include <cstdlib>

namespace scotopic {

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp);
        m_sample = toPath(m_folder.filePath(QStringLiteral("sample.dng")));
        writeDng(m_sample, makeSampleRaw({.size = {320, 240}}), IfExists::Refuse);
    }

    void init() { QFile::remove(settingsFile()); }

    void theModeBarLeadsToEveryPage()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        const MainWindow window(settings, m_sample);
        const QList<QAction*> modes = window.findChild<QToolBar*>(QStringLiteral("modeBar"))->actions();
        auto* pages = window.findChild<QStackedWidget*>(QStringLiteral("pages"));
        QCOMPARE(modes.size(), 3);
        for (int index = 0; index < 3; ++index) {
            modes[index]->trigger();
            QCOMPARE(pages->currentIndex(), index);
        }
    }

    void filesAreReachedFromEveryPage()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, m_sample);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* pages = window.findChild<QStackedWidget*>(QStringLiteral("pages"));
        QTest::keyClick(&window, Qt::Key_2, Qt::AltModifier);
        QCOMPARE(pages->currentIndex(), 1);
        QTest::keyClick(&window, Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(pages->currentIndex(), 2);
        QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
        QCOMPARE(pages->currentIndex(), 0);
        auto* dialog = window.findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->close();
        QTest::keyClick(&window, Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(pages->currentIndex(), 2);
    }

    void theWindowFitsASmallScreen()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, m_sample);
        window.resize(1280, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.size(), QSize(1280, 720));
    }

    void theKeysHelpListsWhatTheMenusSay()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, m_sample);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F1);
        const auto* help = window.findChild<ShortcutsDialog*>();
        QVERIFY(help != nullptr);
        QVERIFY(help->width() <= 1280 && help->height() <= 720);
        QStringList texts;
        for (const QLabel* label : help->findChildren<QLabel*>()) {
            texts << label->text();
        }
        for (const char* expected : {"Ctrl+O", "Open photo", "Shift+C", "[   ]", "Move the divider", "F1", "Alt+3",
                                     "Side by side", "Shift+M", "Duplicate with changes"}) {
            QVERIFY2(texts.contains(QLatin1String(expected)), expected);
        }
    }

    void theTextGrowsWithTheDesktopsFont()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, m_sample);
        window.show();
        const QFont desktops = QApplication::font();
        const auto* headline = window.enhancePage().findChild<QLabel*>(QStringLiteral("headline"));
        const double before = headline->font().pointSizeF();
        QVERIFY(before > 1.5 * desktops.pointSizeF());
        QFont larger = desktops;
        larger.setPointSizeF(2 * desktops.pointSizeF());
        QApplication::setFont(larger);
        const double after = headline->font().pointSizeF();
        QApplication::setFont(desktops);
        QVERIFY2(std::abs(after - 2 * before) < 0.1, qPrintable(QStringLiteral("%1, %2").arg(before).arg(after)));
    }

    void theSampleOpensFromTheEmptyPage()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, m_sample);
        window.show();
        window.start(std::nullopt);
        window.findChild<QPushButton*>(QStringLiteral("startSampleButton"))->click();
        QTRY_VERIFY(window.enhancePage().state() == EnhancePage::State::Ready);
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("sample.dng")));
    }

    void thePhotoOfTheCommandLineWinsOverTheLastSession()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("enhance/photo"), QStringLiteral("/nowhere/old.dng"));
        MainWindow window(settings, std::nullopt);
        window.show();
        window.start(m_sample);
        QTRY_VERIFY(window.enhancePage().state() == EnhancePage::State::Ready);
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("sample.dng")));
    }

    void aClosedWindowComesBackWithItsPhotoAndSize()
    {
        {
            QSettings settings(settingsFile(), QSettings::IniFormat);
            MainWindow window(settings, std::nullopt);
            window.resize(700, 640);  // Qt 6.8 keeps it within the offscreen screen of 800 x 800
            window.show();
            window.start(m_sample);
            QTRY_VERIFY(window.enhancePage().state() == EnhancePage::State::Ready);
            window.close();
        }
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, std::nullopt);
        window.show();
        window.start(std::nullopt);
        QTRY_VERIFY(window.enhancePage().state() == EnhancePage::State::Ready);
        QVERIFY(std::abs(window.width() - 700) < 50);
        QCOMPARE(window.enhancePage().recentPhotos().size(), std::size_t{1});
    }

    void aWindowThatExportsAsksBeforeItCloses()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, std::nullopt);
        window.show();
        window.start(m_sample);
        EnhancePage& page = window.enhancePage();
        QTRY_VERIFY(page.state() == EnhancePage::State::Ready);
        const std::filesystem::path target = toPath(m_folder.filePath(QStringLiteral("out.png")));
        page.exportTo({target, {}});
        QVERIFY(!window.close());
        const QList<QAbstractButton*> buttons =
            window.findChild<QMessageBox*>(QStringLiteral("exportQuestion"))->buttons();
        const auto stop = std::find_if(buttons.begin(), buttons.end(), [](const QAbstractButton* button) {
            return button->text().contains(QStringLiteral("stop"));
        });
        QVERIFY(window.isVisible());
        QVERIFY(stop != buttons.end());
        (*stop)->click();
        QVERIFY(!window.isVisible());
        QTRY_VERIFY(!page.isExporting());
        QVERIFY(!std::filesystem::exists(target));
    }

private:
    [[nodiscard]] QString settingsFile() const { return m_folder.filePath(QStringLiteral("settings.ini")); }

    QTemporaryDir m_folder;
    std::filesystem::path m_sample;
};

SCOTOPIC_TEST(MainWindowTest)

}  // namespace scotopic

#include "main_window_test.moc"
