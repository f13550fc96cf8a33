// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QKeyEvent;
class QLineEdit;
class QWidget;
QT_END_NAMESPACE

namespace scotopic {

/// How fields of the whole program treat keys and the wheel, as an event filter of the application:
/// - the wheel changes a number field or a slider only while that has the focus, and never a box of choices;
/// - on a page, Enter and Esc give the focus back to what setKeysHome() names, Esc without what was typed;
/// - on a page, a field in which nothing has been typed leaves the program's shortcuts alone; what it can take itself
///   (digits, a sign), it takes.
/// In dialogs keys are Qt's, and a file that is dropped on a field of text is its path.
class FieldKeys : public QObject {
    Q_OBJECT
public:
    explicit FieldKeys(QObject* parent = nullptr);

    bool eventFilter(QObject* object, QEvent* event) override;
};

/// Where the keys go when a person is done with a field inside of `page`.
void setKeysHome(QWidget* page, QWidget* home);

}  // namespace scotopic
