// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QMenuBar;
QT_END_NAMESPACE

namespace scotopic {

/// The keys of every menu entry, read from the menus themselves, and what hands can do in the picture.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const QMenuBar& menus, QWidget* parent);
};

}  // namespace scotopic
