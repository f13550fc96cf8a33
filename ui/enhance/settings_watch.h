// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSettings>

namespace scotopic {

/// Notices that settings cannot be kept, which QSettings tells nobody by itself: a home that is full or read-only.
class SettingsWatch : public QObject {
    Q_OBJECT
public:
    /// `settings` outlives this.
    explicit SettingsWatch(QSettings& settings, QObject* parent = nullptr);

    /// Whether they can be kept as far as one knows before anything has changed.
    void check();
    bool eventFilter(QObject* object, QEvent* event) override;

Q_SIGNALS:
    /// Once, however often it fails.
    void failed(const QString& sentence);

private:
    void tell(const QString& sentence);

    QSettings& m_settings;
    bool m_wasTold = false;
};

}  // namespace scotopic
