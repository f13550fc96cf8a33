// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

QT_BEGIN_NAMESPACE
class QSystemTrayIcon;
class QWidget;
QT_END_NAMESPACE

namespace scotopic {

/// Tells a person who looks elsewhere: by the desktop's notifications where it has some, else by its task bar.
class RunNotice : public QObject {
    Q_OBJECT
public:
    /// `window`: any widget of the window that is to come forward.
    explicit RunNotice(QWidget* window);

    void tell(const QString& title, const QString& text, bool isFailure);

private:
    void comeForward();

    QWidget* m_window;
    QSystemTrayIcon* m_tray = nullptr;
};

}  // namespace scotopic
