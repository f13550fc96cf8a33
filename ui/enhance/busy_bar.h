// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/job.h"
#include "core/base/time_left.h"

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QToolButton;
QT_END_NAMESPACE

namespace scotopic {

/// What is being done, how far it is, and a way to stop it. Appears only when something takes a while, and keeps its
/// place meanwhile, so that nothing jumps.
class BusyBar : public QWidget {
    Q_OBJECT
public:
    explicit BusyBar(QWidget* parent = nullptr);

    /// What its button is called, and does.
    void setCancelText(const QString& text, const QString& meaning);
    void begin(const QString& what);
    void showProgress(const Progress& progress);
    void end();

Q_SIGNALS:
    void cancelRequested();

private:
    void setPartsVisible(bool visible);
    [[nodiscard]] static QString withTimeLeft(const QString& text, double seconds);

    QLabel* m_text;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
    QTimer m_appearance;
    QString m_what;
    TimeLeft m_timeLeft;
    bool m_isBusy = false;
};

}  // namespace scotopic
