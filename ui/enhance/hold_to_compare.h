// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QObject>
#include <QTimer>

namespace scotopic {

class PictureView;

/// The key that compares, tapped, switches the divider on or off, as the action does. Held, it shows what was before
/// over the whole view until it is let go, and then all is as it was.
class HoldToCompare : public QObject {
    Q_OBJECT
public:
    /// `page`, its view and the checkable action outlive this.
    HoldToCompare(QWidget* page, PictureView* view, QAction* compare);

    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void begin(int key);
    void end();

    QWidget* m_page;
    PictureView* m_view;
    QAction* m_compare;
    QTimer m_hold;
    int m_key = 0;  // that is down
    bool m_wasComparing = false;
};

}  // namespace scotopic
