// SPDX-License-Identifier: MIT
#pragma once

#include "ui/training/run_info.h"

#include <QCoreApplication>

QT_BEGIN_NAMESPACE
class QAction;
class QWidget;
QT_END_NAMESPACE

namespace scotopic {

/// What can be done with the run that is chosen: buttons and the table's menu share these.
struct RunActions {
    explicit RunActions(QWidget* page);

    QAction* start;  // or resume, or more epochs
    QAction* pause;
    QAction* stop;  // for good
    QAction* rename;
    QAction* duplicate;
    QAction* enhance;  // the person's photo, with the best model
    QAction* compare;  // its models on a test set
    QAction* showFolder;
    QAction* remove;

    /// Null: no run is chosen. `isHere`: in this program's queue.
    void update(const RunInfo* run, bool isHere) const;

    Q_DECLARE_TR_FUNCTIONS(scotopic::RunActions)
};

}  // namespace scotopic
