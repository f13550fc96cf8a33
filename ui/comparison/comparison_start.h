// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <filesystem>
#include <vector>

QT_BEGIN_NAMESPACE
class QListWidget;
QT_END_NAMESPACE

namespace scotopic {

/// What is there before an evaluation is: it says what can be done, and offers the last ones.
class ComparisonStart : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonStart(QWidget* parent = nullptr);

    void setRecent(const std::vector<std::filesystem::path>& folders);

Q_SIGNALS:
    void newRequested();
    void openRequested();
    void recentChosen(const std::filesystem::path& folder);

private:
    QListWidget* m_recent;
    QWidget* m_recentPart;
};

}  // namespace scotopic
