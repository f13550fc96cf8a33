// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QCoreApplication>

namespace scotopic {

/// What can be done in the viewer, each with a key of its own. The actions belong to `owner` and work while it, or
/// something in it, has the focus.
struct ViewerActions {
    explicit ViewerActions(QWidget* owner);

    QAction* back;
    QAction* previousImage;
    QAction* nextImage;
    QAction* sideBySide;
    QAction* split;
    QAction* blink;
    QAction* previousPicture;
    QAction* nextPicture;
    QAction* setReference;
    QAction* link;
    QAction* align;
    QAction* regionTool;
    QAction* scoreVisible;
    QAction* clearRegion;
    QAction* nextMap;
    QAction* previousMap;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* fit;
    QAction* actualPixels;

    Q_DECLARE_TR_FUNCTIONS(scotopic::ViewerActions)
};

}  // namespace scotopic
