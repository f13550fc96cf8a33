// SPDX-License-Identifier: MIT
#pragma once

#include <QUndoCommand>

#include <functional>

namespace scotopic {

/// A change from one set of values to another, already made when it is recorded.
template <class Settings>
class SettingsCommand : public QUndoCommand {
public:
    using Apply = std::function<void(const Settings&)>;

    SettingsCommand(const QString& text, Settings from, Settings to, Apply apply)
        : QUndoCommand(text), m_from(std::move(from)), m_to(std::move(to)), m_apply(std::move(apply))
    {
    }

    void undo() override { m_apply(m_from); }
    void redo() override
    {
        if (m_wasRecorded) {
            m_apply(m_to);
        }
        m_wasRecorded = true;
    }

private:
    Settings m_from;
    Settings m_to;
    Apply m_apply;
    bool m_wasRecorded = false;
};

}  // namespace scotopic
