// SPDX-License-Identifier: MIT
#include "ui/main_window/look_menus.h"

#include "ui/main_window/main_window.h"
#include "ui/main_window/theme.h"
#include "ui/main_window/translation.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QMessageBox>

namespace scotopic {

namespace {

/// One of several: the group of a menu's choices lives as long as the menu.
QActionGroup* groupOf(QMenu& menu)
{
    auto* group = menu.findChild<QActionGroup*>();
    return group != nullptr ? group : new QActionGroup(&menu);
}

QAction* addChoice(QMenu& menu, const QString& text, const QString& name, bool isChosen)
{
    QAction* choice = menu.addAction(text);
    choice->setObjectName(name);
    choice->setCheckable(true);
    choice->setChecked(isChosen);
    groupOf(menu)->addAction(choice);
    return choice;
}

void addThemeMenu(QMenu& menu, QSettings& settings)
{
    QMenu* themes = menu.addMenu(MainWindow::tr("&Theme"));
    const Theme chosen = readTheme(settings);
    const auto add = [&](const QString& text, const QString& name, Theme theme) {
        QObject::connect(addChoice(*themes, text, name, theme == chosen), &QAction::triggered, themes,
                         [&settings, theme] {
                             writeTheme(settings, theme);
                             applyTheme(*qApp, theme);
                         });
    };
    add(MainWindow::tr("&System", "theme"), QStringLiteral("themeSystem"), Theme::System);
    add(MainWindow::tr("&Dark", "theme"), QStringLiteral("themeDark"), Theme::Dark);
    add(MainWindow::tr("&Light", "theme"), QStringLiteral("themeLight"), Theme::Light);
}

void sayWhen(const QString& language, QWidget* window)
{
    const QString sentence = language.isEmpty()
                                 ? MainWindow::tr("Scotopic takes the system's language when it is started again.")
                                 : MainWindow::tr("Scotopic speaks %1 when it is started again.").arg(language);
    auto* note =
        new QMessageBox(QMessageBox::Information, MainWindow::tr("Language"), sentence, QMessageBox::Ok, window);
    note->setObjectName(QStringLiteral("languageNote"));
    note->setAttribute(Qt::WA_DeleteOnClose);
    note->open();
}

void addLanguageMenu(QMenu& menu, QSettings& settings, QWidget* window)
{
    QMenu* choices = menu.addMenu(MainWindow::tr("&Language"));
    const QString chosen = readLanguage(settings);
    const auto add = [&](const QString& text, const QString& code, const QString& name) {
        QAction* choice = addChoice(*choices, text, QStringLiteral("language-") + code, code == chosen);
        QObject::connect(choice, &QAction::triggered, choices, [&settings, window, code, name] {
            if (readLanguage(settings) != code) {
                writeLanguage(settings, code);
                sayWhen(name, window);
            }
        });
    };
    add(MainWindow::tr("&System", "language"), QString(), QString());
    for (const Language& language : languages()) {
        add(language.name, language.code, language.name);
    }
}

}  // namespace

void addLookMenus(QMenu& menu, QSettings& settings, QWidget* window)
{
    addThemeMenu(menu, settings);
    addLanguageMenu(menu, settings, window);
}

}  // namespace scotopic
