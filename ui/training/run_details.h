// SPDX-License-Identifier: MIT
#pragma once

#include "ui/training/run_info.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPlainTextEdit;
class QTextBrowser;
QT_END_NAMESPACE

namespace scotopic {

/// What a run is made of and has needed, and the log of what runs have told since the program started.
class RunDetails : public QWidget {
    Q_OBJECT
public:
    explicit RunDetails(QWidget* parent = nullptr);

    /// Null: none.
    void setRun(const RunInfo* run);
    void addToLog(const QString& run, const QString& sentence);

private:
    QTextBrowser* m_facts;
    QPlainTextEdit* m_log;
    QString m_shown;
};

}  // namespace scotopic
