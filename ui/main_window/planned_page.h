// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace scotopic {

/// A page that is not there yet: it says so, and what it will do.
class PlannedPage : public QWidget {
    Q_OBJECT
public:
    PlannedPage(const QString& headline, const QStringList& plans, QWidget* parent);
};

}  // namespace scotopic
