// SPDX-License-Identifier: MIT
#include "tests/support/test_registry.h"
#include "ui/comparison/score_grid_model.h"
#include "ui/enhance/dropped_files.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/photo.h"
#include "ui/enhance/ratio_text.h"
#include "ui/jobs/stage_text.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/translation.h"
#include "ui/recipe/new_run_dialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QToolBar>

namespace scotopic {

namespace {

QStringList textsOf(const QList<QAction*>& actions)
{
    QStringList texts;
    for (const QAction* action : actions) {
        texts << action->text();
    }
    return texts;
}

/// The first letter that two texts share as their mnemonic; nothing else tells which one a key would choose.
QString sharedMnemonic(const QStringList& texts)
{
    QStringList seen;
    for (const QString& text : texts) {
        const QString key = QKeySequence::mnemonic(text).toString();
        if (!key.isEmpty() && seen.contains(key)) {
            return text;
        }
        seen << key;
    }
    return {};
}

/// Of what can be reached now: labels of fields, buttons and boxes.
QStringList textsInSight(const QWidget& dialog)
{
    QStringList texts;
    for (const QLabel* label : dialog.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() != nullptr) {
            texts << label->text();
        }
    }
    for (const QAbstractButton* button : dialog.findChildren<QAbstractButton*>()) {
        if (button->isVisible()) {
            texts << button->text();
        }
    }
    return texts;
}

}  // namespace

class TranslationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QFile::remove(settingsFile()); }

    void aDutchWindowHasDutchMenus()
    {
        const Translation dutch(QStringLiteral("nl"));
        QSettings settings(settingsFile(), QSettings::IniFormat);
        const MainWindow window(settings, std::nullopt);
        const QStringList menus = textsOf(window.menuBar()->actions());
        QVERIFY2(menus.contains(QStringLiteral("&Bestand")), qPrintable(menus.join(QLatin1Char(' '))));
        const auto* modes = window.findChild<QToolBar*>(QStringLiteral("modeBar"));
        QCOMPARE(textsOf(modes->actions()).front(), QStringLiteral("Verbeteren"));
    }

    void everyKeyOfAMenuLeadsToOneEntry_data() { addLanguages(); }

    void everyKeyOfAMenuLeadsToOneEntry()
    {
        QFETCH(QString, language);
        const Translation translation(language);
        QSettings settings(settingsFile(), QSettings::IniFormat);
        MainWindow window(settings, std::nullopt);
        QCOMPARE(sharedMnemonic(textsOf(window.menuBar()->actions())), QString());
        for (const QMenu* menu : window.menuBar()->findChildren<QMenu*>()) {
            QCOMPARE(sharedMnemonic(textsOf(menu->actions())), QString());
        }
    }

    void everyKeyOfANewRunLeadsToOneField_data() { addLanguages(); }
    void everyKeyOfANewRunLeadsToOneField()
    {
        QFETCH(QString, language);
        const Translation translation(language);
        QSettings settings(settingsFile(), QSettings::IniFormat);
        const Workers workers;
        NewRunDialog dialog(workers, settings, toPath(m_folder.filePath(QStringLiteral("runs"))), {});
        dialog.show();
        auto* tabs = dialog.findChild<QTabWidget*>();
        QVERIFY(tabs->count() > 2);
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            const QStringList texts = textsInSight(dialog);
            QVERIFY(texts.size() > 6);
            QCOMPARE(sharedMnemonic(texts), QString());
        }
    }

    void numbersAreThoseOfTheLanguage()
    {
        {
            const Translation dutch(QStringLiteral("nl"));
            QCOMPARE(psnrText(27.314), QStringLiteral("27,31 dB"));
            QCOMPARE(ssimText(0.75), QStringLiteral("0,750"));
            QCOMPARE(shortTextOf({1.5F}), QStringLiteral("x1,5"));
        }
        const Translation english(QStringLiteral("en"));
        QCOMPARE(psnrText(27.314), QStringLiteral("27.31 dB"));
        QCOMPARE(shortTextOf({1.5F}), QStringLiteral("x1.5"));
    }

    void bothLanguagesTellOneFromMany()
    {
        {
            const Translation english(QStringLiteral("en"));
            QCOMPARE(DroppedFiles::tr("%n other files", "", 1), QStringLiteral("1 other file"));
            QCOMPARE(DroppedFiles::tr("%n other files", "", 3), QStringLiteral("3 other files"));
        }
        const Translation dutch(QStringLiteral("nl"));
        QCOMPARE(DroppedFiles::tr("%n other files", "", 1), QStringLiteral("1 ander bestand"));
    }

    void whatCoreIsDoingIsSaidInTheLanguage()
    {
        const Translation dutch(QStringLiteral("nl"));
        QCOMPARE(stageText("epoch 3 of 40"), QStringLiteral("epoch 3 van 40"));
        QCOMPARE(stageText("writing"), QStringLiteral("schrijven"));
        QCOMPARE(stageText("classical: 10003_00_0.04s"), QStringLiteral("classical: 10003_00_0.04s"));
        QCOMPARE(stageText("60%1 of 2"), QStringLiteral("60%1 of 2"));
    }

    void aChosenLanguageIsKeptAndItIsSaidWhenItComes()
    {
        {
            QSettings settings(settingsFile(), QSettings::IniFormat);
            QCOMPARE(readLanguage(settings), QString());
            MainWindow window(settings, std::nullopt);
            window.show();
            window.findChild<QAction*>(QStringLiteral("language-nl"))->trigger();
            const auto* note = window.findChild<QMessageBox*>(QStringLiteral("languageNote"));
            QVERIFY(note != nullptr);
            QVERIFY2(note->text().contains(QStringLiteral("Nederlands")), qPrintable(note->text()));
        }
        QSettings settings(settingsFile(), QSettings::IniFormat);
        QCOMPARE(readLanguage(settings), QStringLiteral("nl"));
        const MainWindow window(settings, std::nullopt);
        QVERIFY(window.findChild<QAction*>(QStringLiteral("language-nl"))->isChecked());
    }

    void aLanguageThatIsNotOursIsTheSystems()
    {
        QSettings settings(settingsFile(), QSettings::IniFormat);
        settings.setValue(QStringLiteral("window/language"), QStringLiteral("tlh"));
        QCOMPARE(readLanguage(settings), QString());
    }

    void theSystemsLanguageIsTakenWhereItIsOurs_data()
    {
        QTest::addColumn<QByteArray>("system");
        QTest::addColumn<QString>("quit");
        QTest::newRow("Belgium") << QByteArray("nl_BE.UTF-8") << QStringLiteral("&Afsluiten");
        QTest::newRow("Japan") << QByteArray("ja_JP.UTF-8") << QStringLiteral("&Quit");
    }

    void theSystemsLanguageIsTakenWhereItIsOurs()
    {
        QFETCH(QByteArray, system);
        QFETCH(QString, quit);
        const QByteArray before = qgetenv("LC_ALL");
        qputenv("LC_ALL", system);
        qputenv("LANGUAGE", QByteArray());
        QString text;
        {
            const Translation translation{QString()};
            text = MainWindow::tr("&Quit");
        }
        qputenv("LC_ALL", before);
        QCOMPARE(text, quit);
    }

private:
    static void addLanguages()
    {
        QTest::addColumn<QString>("language");
        for (const Language& language : languages()) {
            QTest::newRow(qPrintable(language.code)) << language.code;
        }
    }
    [[nodiscard]] QString settingsFile() const { return m_folder.filePath(QStringLiteral("settings.ini")); }

    QTemporaryDir m_folder;
};

SCOTOPIC_TEST(TranslationTest)

}  // namespace scotopic

#include "translation_test.moc"
