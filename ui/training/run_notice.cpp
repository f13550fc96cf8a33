// SPDX-License-Identifier: MIT
#include "ui/training/run_notice.h"

#include <QApplication>
#include <QSystemTrayIcon>
#include <QTimer>
#include <QWidget>

#include <chrono>

namespace scotopic {

namespace {

constexpr std::chrono::seconds kShown{20};

}  // namespace

RunNotice::RunNotice(QWidget* window) : QObject(window), m_window(window) {}

void RunNotice::tell(const QString& title, const QString& text, bool isFailure)
{
    QApplication::alert(m_window->window());
    if (!QSystemTrayIcon::isSystemTrayAvailable() || m_window->isActiveWindow()) {
        return;
    }
    if (m_tray == nullptr) {
        m_tray = new QSystemTrayIcon(QApplication::windowIcon(), this);
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &RunNotice::comeForward);
        connect(m_tray, &QSystemTrayIcon::activated, this, &RunNotice::comeForward);
    }
    m_tray->show();  // messages belong to an icon that is seen
    m_tray->showMessage(title, text, isFailure ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    QTimer::singleShot(kShown, m_tray, &QSystemTrayIcon::hide);
}

void RunNotice::comeForward()
{
    m_window->window()->raise();
    m_window->window()->activateWindow();
}

}  // namespace scotopic
