// SPDX-License-Identifier: MIT
#include "ui/main_window/shortcuts_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

#include <vector>

namespace scotopic {

namespace {

struct Shortcut {
    QString keys;
    QString meaning;
};
struct Section {
    QString title;
    std::vector<Shortcut> shortcuts;
};

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("\u2026"));
}

Section sectionOf(const QString& title, const QList<QAction*>& actions)
{
    Section section{withoutMnemonic(title), {}};
    for (const QAction* action : actions) {
        if (!action->shortcuts().isEmpty()) {
            QStringList keys;
            for (const QKeySequence& key : action->shortcuts()) {
                keys << key.toString(QKeySequence::NativeText);
            }
            section.shortcuts.push_back({keys.join(QStringLiteral("   ")), withoutMnemonic(action->text())});
        }
    }
    return section;
}

Section pictureSection()
{
    return {ShortcutsDialog::tr("In the picture"),
            {{ShortcutsDialog::tr("Wheel"), ShortcutsDialog::tr("Zoom at the cursor")},
             {ShortcutsDialog::tr("Drag, arrow keys"), ShortcutsDialog::tr("Move the picture")},
             {ShortcutsDialog::tr("Double click"), ShortcutsDialog::tr("Actual pixels and back")},
             {ShortcutsDialog::tr("Space"), ShortcutsDialog::tr("Before / after")},
             {QStringLiteral("[   ]"), ShortcutsDialog::tr("Move the divider")}}};
}

Section gridSection()
{
    return {ShortcutsDialog::tr("In the grid of scores"),
            {{ShortcutsDialog::tr("Enter, double click"), ShortcutsDialog::tr("Open the image in the viewer")},
             {QStringLiteral("+   -"), ShortcutsDialog::tr("Larger and smaller pictures")}}};
}

Section chartSection()
{
    return {ShortcutsDialog::tr("In a chart"),
            {{ShortcutsDialog::tr("Wheel, + and -"), ShortcutsDialog::tr("Fewer or more steps")},
             {ShortcutsDialog::tr("Drag, arrow keys"), ShortcutsDialog::tr("Earlier and later steps")},
             {ShortcutsDialog::tr("Shift and arrow keys"), ShortcutsDialog::tr("Read the values of a step")},
             {ShortcutsDialog::tr("Home"), ShortcutsDialog::tr("All steps")},
             {ShortcutsDialog::tr("Enter, double click"), ShortcutsDialog::tr("Alone, or with the others")},
             {QStringLiteral("L"), ShortcutsDialog::tr("Logarithmic values")}}};
}

QWidget* columnOf(const std::vector<Section>& sections, QWidget* parent)
{
    auto* column = new QWidget(parent);
    auto* form = new QFormLayout(column);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(18);
    form->setVerticalSpacing(5);
    for (const Section& section : sections) {
        if (section.shortcuts.empty()) {
            continue;
        }
        auto* title = new QLabel(section.title, column);
        title->setObjectName(QStringLiteral("sectionTitle"));
        title->setContentsMargins(0, form->rowCount() > 0 ? 10 : 0, 0, 0);
        form->addRow(title);
        for (const Shortcut& shortcut : section.shortcuts) {
            auto* keys = new QLabel(shortcut.keys, column);
            keys->setObjectName(QStringLiteral("shortcutKeys"));
            form->addRow(keys, new QLabel(shortcut.meaning, column));
        }
    }
    return column;
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar& menus, const std::vector<PageActions>& pages, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard and mouse"));
    std::vector<Section> sections;
    for (const QAction* entry : menus.actions()) {
        sections.push_back(sectionOf(entry->menu()->title(), entry->menu()->actions()));
    }
    std::vector<Section> ofPages;
    for (const PageActions& page : pages) {
        ofPages.push_back(sectionOf(page.title, page.actions));
    }
    // Several columns: one alone is higher than a small screen.
    auto* columns = new QHBoxLayout;
    columns->setSpacing(36);
    columns->addWidget(columnOf(sections, this), 0, Qt::AlignTop);
    columns->addWidget(columnOf({pictureSection(), gridSection(), chartSection()}, this), 0, Qt::AlignTop);
    columns->addWidget(columnOf(ofPages, this), 0, Qt::AlignTop);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 14);
    layout->setSpacing(16);
    layout->addLayout(columns);
    layout->addWidget(buttons);
}

}  // namespace scotopic
