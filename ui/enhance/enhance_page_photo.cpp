// SPDX-License-Identifier: MIT
// How another photo comes to the page, with what was changed of it before.
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/colour_control.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo_info.h"

#include <QCheckBox>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace scotopic {

void EnhancePage::open(const std::filesystem::path& photo, const std::optional<PhotoSettings>& settings)
{
    leavePhoto();
    m_banner->hide();
    const QSize view = m_view->isVisible() ? m_view->devicePixels() : size() * devicePixelRatioF();
    m_openingFile = normalisedPath(photo);
    m_openingWith = settings;
    const std::optional<PhotoSettings> kept = settings ? settings : m_edits.of(m_openingFile);
    const auto begin = kept ? kept->ratio : std::nullopt;
    const PixelSize viewPx{std::max(view.width(), 320), std::max(view.height(), 240)};
    m_openRunner.start([file = m_openingFile, begin, viewPx, image = kept ? kept->image : 1](
                           const JobContext& context) { return openPhoto(file, begin, viewPx, context, image); },
                       [this](OpenedPhoto opened) { showPhoto(std::move(opened)); });
    updateState();
}

void EnhancePage::leavePhoto()
{
    if (m_photo) {
        recordEdit();
        PhotoSettings settings = m_current;
        settings.model = wantedIdentity();
        m_edits.keep(*m_photo, settings);
    }
}

PhotoSettings EnhancePage::enterPhoto()
{
    const bool isKnown = m_edits.enter(*m_photo);
    // Another photo, another light; the tone is a matter of taste, which stays.
    PhotoSettings settings{.colour = {.tone = m_current.colour.tone}};
    if (m_openingWith) {
        settings = *m_openingWith;
    } else if (const auto kept = m_edits.of(m_photo->raw.file); isKnown && kept) {
        return *kept;
    }
    settings.image = m_photo->raw.pictureNumber;
    settings.model = wantedIdentity();
    settings.ratio = settings.ratio.value_or(m_photo->suggestedRatio);
    return settings;
}

void EnhancePage::showPhoto(OpenedPhoto opened)
{
    leavePhoto();
    m_photo = opened.photo;
    const PhotoSettings settings = enterPhoto();
    const ModelIdentity shownModel = m_current.model;
    m_current = settings;
    m_current.model = shownModel;  // another one comes once it is loaded
    m_recorded = m_current;
    m_recentPhotos.add(m_photo->raw.file);
    m_panel->amplification->setSuggestedRatio(m_photo->suggestedRatio);
    m_panel->amplification->setRatio(*m_current.ratio);
    m_panel->info->setPhoto(*m_photo);
    m_panel->colour->setPhoto(m_photo->raw);
    m_panel->colour->setChoice(m_current.colour);
    m_panel->wholeArea->setVisible(m_photo->raw.defaultCrop.has_value());
    m_panel->wholeArea->setChecked(m_current.wholeArea);
    m_panel->setPictures(m_photo->raw.pictureNumber, m_photo->raw.pictureCount);
    m_content->setCurrentWidget(m_workspace);
    m_live->setColour(m_current.colour);
    m_live->setWholeArea(m_current.wholeArea);
    m_live->setModel(usableModel());
    m_live->setPhoto(std::move(opened));
    m_live->setRatio(*m_current.ratio);
    m_view->setFocus();
    if (settings.model.file != wantedModel()) {
        useModel(settings.model.file, /*isEdit=*/false);
    }
    if (const std::optional<QString> warning = gravestWarningOf(*m_photo)) {
        m_banner->addMessage(MessageBanner::Kind::Note, *warning);
    }
    sayIfModelIsUnusable();
    saveSession();
    Q_EMIT titleChanged(fromPath(m_photo->raw.file.filename()));
}

}  // namespace scotopic
