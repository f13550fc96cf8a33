// SPDX-License-Identifier: MIT
#include "ui/comparison/viewer_actions.h"

#include <QActionGroup>
#include <QWidget>

namespace scotopic {

namespace {

QAction* makeAction(QWidget* owner, const QString& text, const QString& meaning, const QList<QKeySequence>& keys)
{
    auto* action = new QAction(text, owner);
    action->setShortcuts(keys);
    action->setAutoRepeat(false);  // a key that is held would flash the pictures
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(meaning, keys.front().toString(QKeySequence::NativeText)));
    owner->addAction(action);
    return action;
}

}  // namespace

ViewerActions::ViewerActions(QWidget* owner)
    : back(makeAction(owner, tr("Back"), tr("Back to the grid"), {Qt::Key_Escape})),
      previousImage(makeAction(owner, tr("Previous"), tr("The image before in the grid"), {Qt::Key_PageUp})),
      nextImage(makeAction(owner, tr("Next"), tr("The next image in the grid"), {Qt::Key_PageDown})),
      sideBySide(makeAction(owner, tr("Side by side"), tr("All pictures beside each other"), {Qt::Key_S})),
      split(makeAction(owner, tr("Split"), tr("The reference and the chosen picture, with a divider"), {Qt::Key_D})),
      blink(
          makeAction(owner, tr("Blink"), tr("One picture; again: the reference in its place, and back"), {Qt::Key_B})),
      previousPicture(makeAction(owner, tr("Previous picture"), tr("Choose the picture before"), {Qt::Key_Comma})),
      nextPicture(makeAction(owner, tr("Next picture"), tr("Choose the next picture"), {Qt::Key_Period})),
      setReference(makeAction(owner, tr("Reference"), tr("Make the chosen picture the reference"), {Qt::Key_T})),
      link(makeAction(owner, tr("Linked"), tr("Zoom and move all pictures together"), {Qt::Key_L})),
      align(makeAction(owner, tr("Align"), tr("Show the same place in all pictures"), {Qt::SHIFT | Qt::Key_L})),
      regionTool(makeAction(owner, tr("Region"), tr("Drag a rectangle to score it alone"), {Qt::Key_R})),
      scoreVisible(makeAction(owner, tr("Score what is visible"), tr("Score the visible part alone"), {Qt::Key_V})),
      clearRegion(makeAction(owner, tr("Whole"), tr("Forget the region: scores of the whole picture"), {Qt::Key_X})),
      nextMap(makeAction(owner, tr("Next map"), tr("Show another kind of difference"), {Qt::Key_M})),
      previousMap(makeAction(owner, tr("Previous map"), tr("Show the kind before"), {Qt::SHIFT | Qt::Key_M})),
      zoomIn(makeAction(owner, tr("Zoom in"), tr("Zoom in"), {Qt::Key_Plus, Qt::Key_Equal})),
      zoomOut(makeAction(owner, tr("Zoom out"), tr("Zoom out"), {Qt::Key_Minus})),
      fit(makeAction(owner, tr("Fit"), tr("The whole picture"), {Qt::Key_0, Qt::Key_F})),
      actualPixels(makeAction(owner, tr("100 %"), tr("Actual pixels"), {Qt::Key_1}))
{
    auto* arrangements = new QActionGroup(owner);
    for (QAction* arrangement : {sideBySide, split, blink}) {
        arrangement->setCheckable(true);
        arrangements->addAction(arrangement);
    }
    sideBySide->setChecked(true);
    for (QAction* step : {previousImage, nextImage, zoomIn, zoomOut}) {
        step->setAutoRepeat(true);
    }
    link->setCheckable(true);
    link->setChecked(true);
    regionTool->setCheckable(true);
}

}  // namespace scotopic
