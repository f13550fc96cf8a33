// SPDX-License-Identifier: MIT
#include "ui/enhance/hold_to_compare.h"

#include "ui/viewer/picture_view.h"

#include <QApplication>
#include <QKeyEvent>

namespace scotopic {

namespace {

constexpr int kHoldMs = 350;  // longer than a tap

}  // namespace

HoldToCompare::HoldToCompare(QWidget* page, PictureView* view, QAction* compare)
    : QObject(page), m_page(page), m_view(view), m_compare(compare)
{
    m_hold.setSingleShot(true);
    m_hold.setInterval(kHoldMs);
    connect(&m_hold, &QTimer::timeout, this, [this] {
        if (m_compare->isChecked() != m_wasComparing) {  // else a field has taken the key
            m_compare->setChecked(m_wasComparing);
            m_view->setBeforeShown(true);
        }
    });
    qApp->installEventFilter(this);  // a key may be let go elsewhere than it was pressed
}

bool HoldToCompare::eventFilter(QObject* object, QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto& press = static_cast<const QKeyEvent&>(*event);
        const bool isOurs = object == m_view ? press.key() == Qt::Key_B || press.key() == Qt::Key_Space
                                             : press.key() == Qt::Key_B && object->isWidgetType()
                                                   && m_page->isAncestorOf(static_cast<QWidget*>(object));
        if (isOurs && press.modifiers() == Qt::NoModifier && !press.isAutoRepeat() && m_key == 0) {
            begin(press.key());
        }
        break;
    }
    case QEvent::KeyRelease: {
        const auto& release = static_cast<const QKeyEvent&>(*event);
        if (release.key() == m_key && !release.isAutoRepeat()) {
            end();
        }
        break;
    }
    case QEvent::ApplicationDeactivate:
    case QEvent::WindowDeactivate: end(); break;
    default: break;
    }
    return false;
}

void HoldToCompare::begin(int key)
{
    m_key = key;
    m_wasComparing = m_compare->isChecked();
    m_hold.start();
}

void HoldToCompare::end()
{
    m_hold.stop();
    m_key = 0;
    m_view->setBeforeShown(false);
}

}  // namespace scotopic
