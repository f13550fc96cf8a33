// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace scotopic {

/// Offers to go on with runs that a crash or a power cut has ended.
class InterruptedBar : public QFrame {
    Q_OBJECT
public:
    explicit InterruptedBar(QWidget* parent = nullptr);

    /// Names of the runs' folders; none hides the bar.
    void offer(const QStringList& names);

Q_SIGNALS:
    void resumeRequested();
    void dismissed();

private:
    QLabel* m_text;
};

}  // namespace scotopic
