// SPDX-License-Identifier: MIT
#include "ui/enhance/photo_edits.h"

namespace scotopic {

PhotoEdits::PhotoEdits()
{
    m_histories.addStack(&m_none);
    m_histories.setActiveStack(&m_none);
}

std::optional<PhotoSettings> PhotoEdits::of(const std::filesystem::path& file) const
{
    const auto found = m_byFile.find(normalisedPath(file));
    return found == m_byFile.end() ? std::nullopt : found->second.settings;
}

void PhotoEdits::keep(const Photo& photo, const PhotoSettings& settings)
{
    m_byFile[normalisedPath(photo.raw.file)].settings = settings;
}

bool PhotoEdits::enter(const Photo& photo)
{
    Kept& kept = m_byFile[normalisedPath(photo.raw.file)];
    const RawImage& raw = photo.raw;
    const bool isSameSize = kept.sizes[raw.pictureNumber].value_or(photo.uprightSize) == photo.uprightSize;
    const bool isKnown = kept.settings && kept.capturedAt == raw.shot.capturedAt && isSameSize;
    kept.sizes[raw.pictureNumber] = photo.uprightSize;
    if (!isKnown || !kept.history) {
        kept.settings.reset();
        kept.capturedAt = raw.shot.capturedAt;
        kept.sizes = {{raw.pictureNumber, photo.uprightSize}};
        kept.history = std::make_unique<QUndoStack>();
        m_histories.addStack(kept.history.get());
    }
    m_histories.setActiveStack(kept.history.get());
    return isKnown;
}

}  // namespace scotopic
