// SPDX-License-Identifier: MIT
#include "ui/enhance/field_keys.h"

#include "ui/enhance/dropped_files.h"
#include "ui/enhance/photo.h"
#include "ui/enhance/ratio_spin_box.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QScrollBar>
#include <QSpinBox>

namespace scotopic {

namespace {

constexpr const char* kKeysHome = "keysHome";

/// A spin box, or a line edit that is not the inside of something else.
QWidget* fieldOf(QObject* object)
{
    if (qobject_cast<QAbstractSpinBox*>(object) != nullptr) {
        return static_cast<QWidget*>(object);
    }
    auto* edit = qobject_cast<QLineEdit*>(object);
    if (edit == nullptr) {
        return nullptr;
    }
    auto* box = qobject_cast<QAbstractSpinBox*>(edit->parent());
    return box != nullptr ? static_cast<QWidget*>(box) : edit;
}

QLineEdit* editOf(QWidget* field)
{
    auto* edit = qobject_cast<QLineEdit*>(field);
    return edit != nullptr ? edit : field->findChild<QLineEdit*>();
}

/// None in a dialog, where Enter and Esc belong to its buttons.
QWidget* homeOf(const QWidget* field)
{
    for (QWidget* around = field->parentWidget(); around != nullptr; around = around->parentWidget()) {
        if (qobject_cast<QDialog*>(around) != nullptr) {
            return nullptr;
        }
        if (const QPointer<QWidget> home = around->property(kKeysHome).value<QPointer<QWidget>>()) {
            return home;
        }
    }
    return nullptr;
}

void takeBack(QWidget* field)
{
    if (auto* whole = qobject_cast<QSpinBox*>(field)) {
        whole->setValue(whole->value());
    } else if (auto* real = qobject_cast<QDoubleSpinBox*>(field)) {
        real->setValue(real->value());
    } else if (auto* ratio = qobject_cast<RatioSpinBox*>(field)) {
        ratio->setRatio(ratio->ratio());
    }
}

/// What one could begin to type with.
bool takesCharacter(const QWidget* field, QString text)
{
    const auto* box = qobject_cast<const QAbstractSpinBox*>(field);
    if (box == nullptr) {
        return true;
    }
    if (text == QLatin1String("+") && qobject_cast<const RatioSpinBox*>(field) == nullptr) {
        return false;  // a sign that nobody needs
    }
    int position = 0;
    return box->validate(text, position) != QValidator::Invalid;
}

/// Of an unedited field: keys for the clipboard, the cursor and what can be typed.
bool isForField(const QWidget* field, const QKeyEvent& key)
{
    const bool isCharacter = !key.text().isEmpty() && key.text().front().isPrint();
    if (key.modifiers().testAnyFlags(Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        for (const QKeySequence::StandardKey own :
             {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll}) {
            if (key.matches(own)) {
                return true;
            }
        }
        return key.key() >= Qt::Key_Escape;  // no letter or digit
    }
    return !isCharacter || takesCharacter(field, key.text());
}

bool isEnter(const QKeyEvent& key)
{
    return key.key() == Qt::Key_Enter || key.key() == Qt::Key_Return;
}

bool filterShortcut(QWidget* field, QKeyEvent& key)
{
    if (homeOf(field) == nullptr) {
        return false;
    }
    if (key.key() == Qt::Key_Escape) {
        key.accept();  // it comes again as a key press
        return true;
    }
    const QLineEdit* edit = editOf(field);
    if (edit == nullptr || edit->isModified() || isForField(field, key)) {
        return false;
    }
    key.ignore();
    return true;
}

bool filterPress(QWidget* field, QKeyEvent& key)
{
    const bool isEscape = key.key() == Qt::Key_Escape;
    QWidget* home = isEscape || isEnter(key) ? homeOf(field) : nullptr;
    if (home == nullptr) {
        return false;
    }
    if (isEscape) {
        takeBack(field);
    } else {
        static_cast<QObject*>(field)->event(&key);  // what was typed is taken first
    }
    if (QLineEdit* edit = editOf(field)) {
        edit->setModified(false);
        edit->deselect();
    }
    home->setFocus(Qt::OtherFocusReason);
    key.accept();
    return true;
}

/// A wheel that passes would give a field the focus first, and then change it.
void leaveWheel(QWidget* widget)
{
    const bool isField =
        qobject_cast<QAbstractSpinBox*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr;
    if (isField && widget->focusPolicy() == Qt::WheelFocus) {
        widget->setFocusPolicy(Qt::StrongFocus);
    }
}

bool filterWheel(QObject* object, QEvent& event)
{
    const bool isChoice = qobject_cast<QComboBox*>(object) != nullptr;
    const bool isNumber =
        qobject_cast<QAbstractSpinBox*>(object) != nullptr
        || (qobject_cast<QAbstractSlider*>(object) != nullptr && qobject_cast<QScrollBar*>(object) == nullptr);
    if (!isChoice && (!isNumber || static_cast<QWidget*>(object)->hasFocus())) {
        return false;
    }
    event.ignore();  // for the area around it, which may scroll
    return true;
}

/// Files that are dropped on a field of text: in a dialog their path, on a page the page's business. Qt would put in
/// an address.
bool filterDrag(QLineEdit& edit, QDropEvent& event)
{
    if (!event.mimeData()->hasUrls()) {
        return false;
    }
    const bool isPath = edit.isEnabled() && !edit.isReadOnly() && qobject_cast<QDialog*>(edit.window()) != nullptr
                        && qobject_cast<QAbstractSpinBox*>(edit.parent()) == nullptr;
    if (!isPath) {
        event.ignore();
        return true;
    }
    event.acceptProposedAction();
    if (event.type() == QEvent::Drop) {
        const DroppedFiles dropped = readDrop(*event.mimeData());
        if (!dropped.files.empty()) {
            edit.setText(fromPath(dropped.files.front()));
        }
    }
    return true;
}

}  // namespace

FieldKeys::FieldKeys(QObject* parent) : QObject(parent)
{
    for (QWidget* widget : QApplication::allWidgets()) {
        leaveWheel(widget);
    }
    qApp->installEventFilter(this);
}

bool FieldKeys::eventFilter(QObject* object, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Polish:
        if (object->isWidgetType()) {
            leaveWheel(static_cast<QWidget*>(object));
        }
        return false;
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto* edit = qobject_cast<QLineEdit*>(object);
        return edit != nullptr && filterDrag(*edit, *static_cast<QDropEvent*>(event));
    }
    case QEvent::Wheel: return filterWheel(object, *event);
    case QEvent::FocusIn:
        if (QWidget* field = fieldOf(object)) {
            if (QLineEdit* edit = editOf(field)) {
                edit->setModified(false);
            }
        }
        return false;
    case QEvent::ShortcutOverride: {
        QWidget* field = fieldOf(object);
        return field != nullptr && filterShortcut(field, *static_cast<QKeyEvent*>(event));
    }
    case QEvent::KeyPress: {
        QWidget* field = fieldOf(object);
        return field != nullptr && filterPress(field, *static_cast<QKeyEvent*>(event));
    }
    default: return false;
    }
}

void setKeysHome(QWidget* page, QWidget* home)
{
    page->setProperty(kKeysHome, QVariant::fromValue(QPointer<QWidget>(home)));
}

}  // namespace scotopic
