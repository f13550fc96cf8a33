// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
class QMenuBar;
QT_END_NAMESPACE

namespace scotopic {

/// The keys of every menu entry and of the pages' own actions, read from these themselves, and what hands can do in the
/// picture.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    /// What belongs to a page alone.
    struct PageActions {
        QString title;
        QList<QAction*> actions;
    };
    ShortcutsDialog(const QMenuBar& menus, const std::vector<PageActions>& pages, QWidget* parent);
};

}  // namespace scotopic
