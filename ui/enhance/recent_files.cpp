// SPDX-License-Identifier: MIT
#include "ui/enhance/recent_files.h"

#include "ui/enhance/photo.h"

#include <algorithm>

namespace scotopic {

RecentFiles::RecentFiles(QSettings& settings, QString key, int most)
    : m_settings(&settings), m_key(std::move(key)), m_most(static_cast<std::size_t>(most))
{
    refresh();
}

void RecentFiles::refresh()
{
    m_settings->sync();
    m_files.clear();
    for (const QString& name : m_settings->value(m_key).toStringList()) {
        const std::filesystem::path file = normalisedPath(toPath(name));
        if (!file.empty() && std::find(m_files.begin(), m_files.end(), file) == m_files.end()) {
            m_files.push_back(file);
        }
    }
    m_files.resize(std::min(m_files.size(), m_most));
}

void RecentFiles::add(const std::filesystem::path& file)
{
    refresh();
    const std::filesystem::path normal = normalisedPath(file);
    std::erase(m_files, normal);
    m_files.insert(m_files.begin(), normal);
    m_files.resize(std::min(m_files.size(), m_most));
    save();
}

void RecentFiles::save()
{
    QStringList names;
    std::transform(m_files.begin(), m_files.end(), std::back_inserter(names), &fromPath);
    m_settings->setValue(m_key, names);
    m_settings->sync();  // another window adds to this
}

}  // namespace scotopic
