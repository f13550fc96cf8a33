// SPDX-License-Identifier: MIT
#include "ui/enhance/recent_files.h"

#include "ui/enhance/photo.h"

#include <algorithm>

namespace scotopic {

RecentFiles::RecentFiles(QSettings& settings, QString key, int most)
    : m_settings(&settings), m_key(std::move(key)), m_most(static_cast<std::size_t>(most))
{
    const QStringList names = settings.value(m_key).toStringList();
    std::transform(names.begin(), names.end(), std::back_inserter(m_files), &toPath);
}

void RecentFiles::add(const std::filesystem::path& file)
{
    std::erase(m_files, file);
    m_files.insert(m_files.begin(), file);
    m_files.resize(std::min(m_files.size(), m_most));
    save();
}

void RecentFiles::save()
{
    QStringList names;
    std::transform(m_files.begin(), m_files.end(), std::back_inserter(names), &fromPath);
    m_settings->setValue(m_key, names);
}

}  // namespace scotopic
