// SPDX-License-Identifier: MIT
#pragma once

#include "ui/enhance/photo.h"

#include <QUndoGroup>
#include <QUndoStack>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace scotopic {

/// What was changed of each photo since the program was started, with a history of its own: whoever comes back to a
/// photo finds it as it was left. The group's active history is the open photo's.
class PhotoEdits {
public:
    [[nodiscard]] QUndoGroup& histories() { return m_histories; }
    /// Of the open photo; before the first one, an empty one.
    [[nodiscard]] QUndoStack& history() { return *m_histories.activeStack(); }

    /// As the photo was left; none for one that was not open yet, or where another one has its name by now.
    [[nodiscard]] std::optional<PhotoSettings> of(const std::filesystem::path& file) const;
    /// The photo is left, or goes on, with these.
    void keep(const Photo& photo, const PhotoSettings& settings);
    /// Its history becomes the active one: an empty one where the file was not open yet, or held another picture then.
    /// Returns whether what of() says is about this picture.
    bool enter(const Photo& photo);

    PhotoEdits();

private:
    struct Kept {
        std::optional<std::string> capturedAt;
        std::map<int, std::optional<PixelSize>> sizes;  // of the pictures in the file that were open
        std::optional<PhotoSettings> settings;
        std::unique_ptr<QUndoStack> history;
    };

    QUndoGroup m_histories;
    QUndoStack m_none;
    std::map<std::filesystem::path, Kept> m_byFile;  // by its normalised path
};

}  // namespace scotopic
