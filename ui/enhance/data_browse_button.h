// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

#include <functional>

namespace scotopic {

/// Beside a field that names a data set: asks for a folder, or for a list of pairs.
class DataBrowseButton : public QPushButton {
    Q_OBJECT
public:
    /// `title`: of the dialog, and what a screen reader says. `start`: where the dialog begins.
    DataBrowseButton(const QString& title, std::function<QString()> start, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& name);

private:
    void ask(const QString& title, bool isFolder);

    std::function<QString()> m_start;
};

}  // namespace scotopic
