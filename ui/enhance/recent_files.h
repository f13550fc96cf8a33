// SPDX-License-Identifier: MIT
#pragma once

#include <QSettings>

#include <filesystem>
#include <vector>

namespace scotopic {

/// The last few files of one kind, newest first and each once, kept under a key of the settings it is given.
class RecentFiles {
public:
    RecentFiles(QSettings& settings, QString key, int most);

    [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return m_files; }
    /// To those that are stored by then, also by another window.
    void add(const std::filesystem::path& file);
    /// As they are stored.
    void refresh();

private:
    void save();

    QSettings* m_settings;
    QString m_key;
    std::size_t m_most;
    std::vector<std::filesystem::path> m_files;
};

}  // namespace scotopic
