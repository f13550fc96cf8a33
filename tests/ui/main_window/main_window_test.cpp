// SPDX-License-Identifier: MIT
#include "core/raw/sample.h"
#include "core/raw/write_dng.h"
#include "tests/support/test_registry.h"
#include "ui/enhance/enhance_page.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/theme.h"

#include <QApplication>
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
        auto* pages = window.findChild<QStackedWidget*>(QString(), Qt::FindDirectChildrenOnly);
        QCOMPARE(modes.size(), 3);
        for (int index = 0; index < 3; ++index) {
            modes[index]->trigger();
            QCOMPARE(pages->currentIndex(), index);
        }
        QVERIFY(pages->currentWidget()->findChildren<QPushButton*>().isEmpty());  // nothing that only looks alive
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
