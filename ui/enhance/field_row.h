// SPDX-License-Identifier: MIT
#pragma once

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
class QWidget;
QT_END_NAMESPACE

namespace scotopic {

/// A row of a form: a field of text and the button that fills it, of one height. Whoever asks for the row's focus gets
/// the field's, and Enter in the field presses no such button.
[[nodiscard]] QWidget* fieldRow(QLineEdit* field, QPushButton* button, QWidget* parent);

}  // namespace scotopic
