// SPDX-License-Identifier: MIT
#include "ui/enhance/field_row.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace scotopic {

QWidget* fieldRow(QLineEdit* field, QPushButton* button, QWidget* parent)
{
    button->setAutoDefault(false);
    button->setProperty("besideField", true);
    auto* row = new QWidget(parent);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(field, 1);
    layout->addWidget(button);
    row->setFocusProxy(field);
    return row;
}

}  // namespace scotopic
