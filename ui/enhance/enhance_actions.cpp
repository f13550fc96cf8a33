// SPDX-License-Identifier: MIT
#include "ui/enhance/enhance_actions.h"

#include "ui/enhance/icons.h"

#include <QActionGroup>
#include <QWidget>

namespace scotopic {

namespace {

QAction* makeAction(QWidget* owner, const char* icon, const QString& text, const QList<QKeySequence>& shortcuts)
{
    auto* action = new QAction(text, owner);
    if (icon != nullptr) {
        action->setIcon(loadIcon(icon));
    }
    action->setShortcuts(shortcuts);
    action->setAutoRepeat(false);  // a key that is held would flash the picture, or take all back
    // Belongs to the page: while another page is in front, its keys do nothing.
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    owner->addAction(action);
    return action;
}

/// The group's own actions put words together in an order that only English has.
QAction* makeUndoAction(QUndoGroup& histories, QWidget* owner)
{
    QAction* action = makeAction(owner, nullptr, EnhanceActions::tr("&Undo"), {QKeySequence::Undo});
    action->setEnabled(false);
    QObject::connect(&histories, &QUndoGroup::canUndoChanged, action, &QAction::setEnabled);
    QObject::connect(&histories, &QUndoGroup::undoTextChanged, action, [action](const QString& what) {
        action->setText(what.isEmpty() ? EnhanceActions::tr("&Undo") : EnhanceActions::tr("&Undo %1").arg(what));
    });
    return action;
}

QAction* makeRedoAction(QUndoGroup& histories, QWidget* owner)
{
    QAction* action = makeAction(owner, nullptr, EnhanceActions::tr("&Redo"), {});
    action->setEnabled(false);
    QObject::connect(action, &QAction::triggered, &histories, &QUndoGroup::redo);
    QObject::connect(&histories, &QUndoGroup::canRedoChanged, action, &QAction::setEnabled);
    QObject::connect(&histories, &QUndoGroup::redoTextChanged, action, [action](const QString& what) {
        action->setText(what.isEmpty() ? EnhanceActions::tr("&Redo") : EnhanceActions::tr("&Redo %1").arg(what));
    });
    return action;
}

}  // namespace

EnhanceActions::EnhanceActions(QUndoGroup& histories, QWidget* owner)
    : open(makeAction(owner, "open", tr("&Open photo\u2026"), {QKeySequence::Open})),
      openSample(makeAction(owner, nullptr, tr("Open the &sample"), {})),
      openModel(makeAction(owner, nullptr, tr("Open &model file\u2026"), {Qt::CTRL | Qt::Key_M})),
      exportPicture(makeAction(owner, "export", tr("&Export\u2026"), {Qt::CTRL | Qt::Key_E, QKeySequence::Save})),
      undo(makeUndoAction(histories, owner)), redo(makeRedoAction(histories, owner)),
      automaticRatio(makeAction(owner, nullptr, tr("&Automatic amplification"), {Qt::Key_A})),
      compare(makeAction(owner, "compare", tr("&Before / after"), {Qt::Key_B})),
      beforeAsShot(makeAction(owner, nullptr, tr("Before: as &shot"), {Qt::SHIFT | Qt::Key_S})),
      beforeClassical(
          makeAction(owner, nullptr, tr("Before: &classical at the same amplification"), {Qt::SHIFT | Qt::Key_C})),
      zoomIn(makeAction(owner, nullptr, tr("Zoom &in"), {Qt::Key_Plus, Qt::Key_Equal, QKeySequence::ZoomIn})),
      zoomOut(makeAction(owner, nullptr, tr("Zoom &out"), {Qt::Key_Minus, QKeySequence::ZoomOut})),
      fit(makeAction(owner, nullptr, tr("Whole &picture"), {Qt::Key_0, Qt::Key_F})),
      actualPixels(makeAction(owner, nullptr, tr("Actual pi&xels (100 %)"), {Qt::Key_1})),
      cancel(makeAction(owner, nullptr, tr("&Cancel"), {Qt::Key_Escape}))
{
    compare->setCheckable(true);
    auto* before = new QActionGroup(owner);
    for (QAction* side : {beforeAsShot, beforeClassical}) {
        side->setCheckable(true);
        before->addAction(side);
    }
    beforeAsShot->setChecked(true);
    beforeAsShot->setIconText(tr("As shot"));
    beforeAsShot->setToolTip(tr("Compare with the photo as the camera exposed it (Shift+S)"));
    beforeClassical->setIconText(tr("Classical"));
    beforeClassical->setToolTip(
        tr("Compare with LibRaw's rendering at the same amplification: what the model adds (Shift+C)"));
    // These lead to this page from any other; what concerns the picture in front stays with it.
    for (QAction* action : {open, openModel, exportPicture}) {
        action->setShortcutContext(Qt::WindowShortcut);
    }
    zoomIn->setAutoRepeat(true);
    zoomOut->setAutoRepeat(true);
    undo->setShortcut(QKeySequence::Undo);  // one key: some desktops add F14, which few keyboards have
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)});
}

}  // namespace scotopic
