// SPDX-License-Identifier: MIT
#include "ui/enhance/settings_watch.h"

#include <QEvent>

namespace scotopic {

SettingsWatch::SettingsWatch(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings)
{
    settings.installEventFilter(this);
}

void SettingsWatch::check()
{
    if (m_settings.status() == QSettings::FormatError) {
        tell(tr("The settings file %1 is damaged: what it held beyond the damage is forgotten.")
                 .arg(m_settings.fileName()));
    } else if (m_settings.status() != QSettings::NoError || !m_settings.isWritable()) {
        tell(tr("What you choose here is forgotten when the window is closed: the settings file %1 cannot be written.")
                 .arg(m_settings.fileName()));
    }
}

bool SettingsWatch::eventFilter(QObject* object, QEvent* event)
{
    if (object == &m_settings && event->type() == QEvent::UpdateRequest) {
        m_settings.sync();  // what this event asks for, but now it can be asked how it went
        if (m_settings.status() != QSettings::NoError) {
            check();
        }
        return true;
    }
    return false;
}

void SettingsWatch::tell(const QString& sentence)
{
    if (!m_wasTold) {
        m_wasTold = true;
        Q_EMIT failed(sentence);
    }
}

}  // namespace scotopic
