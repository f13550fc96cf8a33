// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
#include <QStringList>
#include <QWidget>

namespace scotopic::test {

struct ControlNames {
    int count = 0;        // of controls
    QStringList unnamed;  // those that a screen reader has no name for
};

/// Of what the keyboard or the mouse can use; not of the parts of which Qt builds its own widgets.
inline ControlNames controlNames(const QWidget& root)
{
    ControlNames names;
    for (QWidget* control : root.findChildren<QWidget*>()) {
        const bool isUsed = control->focusPolicy() != Qt::NoFocus
                            && (!control->objectName().isEmpty() || qobject_cast<QAbstractButton*>(control));
        if (!isUsed || qobject_cast<QLabel*>(control) != nullptr
            || control->objectName().startsWith(QStringLiteral("qt_"))) {
            continue;
        }
        ++names.count;
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(control);
        if (interface == nullptr || interface->text(QAccessible::Name).isEmpty()) {
            names.unnamed << QLatin1String(control->metaObject()->className()) + QLatin1Char(' ')
                                 + control->objectName();
        }
    }
    return names;
}

}  // namespace scotopic::test
