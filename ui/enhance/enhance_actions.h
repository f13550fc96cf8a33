// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QCoreApplication>
#include <QUndoGroup>

namespace scotopic {

/// Everything one can do on the Enhance page, for its buttons and the window's menus. Owned by `owner`.
struct EnhanceActions {
    EnhanceActions(QUndoGroup& histories, QWidget* owner);

    QAction* open;
    QAction* openSample;
    QAction* openModel;
    QAction* exportPicture;
    QAction* undo;
    QAction* redo;
    QAction* automaticRatio;
    QAction* compare;          // checkable
    QAction* beforeAsShot;     // checkable; one of the two is
    QAction* beforeClassical;  // likewise
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* fit;
    QAction* actualPixels;
    QAction* cancel;

    Q_DECLARE_TR_FUNCTIONS(scotopic::EnhanceActions)
};

}  // namespace scotopic
