// SPDX-License-Identifier: MIT
// How another photo comes to the page, with what was changed of it before.
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/colour_control.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/photo_info.h"

#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace scotopic {

void EnhancePage::open(const std::filesystem::path& photo, std::optional<ExposureRatio> ratio,
                       const std::optional<ColourChoice>& colour)
{
    leavePhoto();
    m_banner->hide();
    const QSize view = m_view->isVisible() ? m_view->devicePixels() : size() * devicePixelRatioF();
    m_openingFile = normalisedPath(photo);
    m_openingRatio = ratio;
    m_openingColour = colour;
    const std::optional<EnhanceSettings> kept = m_edits.of(m_openingFile);
    const auto begin = ratio ? ratio : kept ? std::optional(kept->ratio) : std::nullopt;
    const PixelSize viewPx{std::max(view.width(), 320), std::max(view.height(), 240)};
    m_openRunner.start([file = m_openingFile, begin,
                        viewPx](const JobContext& context) { return openPhoto(file, begin, viewPx, context); },
                       [this](OpenedPhoto opened) { showPhoto(std::move(opened)); });
    updateState();
}

void EnhancePage::leavePhoto()
{
    if (m_photo) {
        recordEdit();
        EnhanceSettings settings = m_current;
        settings.modelFile = wantedModel();
        m_edits.keep(*m_photo, settings);
    }
}

EnhanceSettings EnhancePage::enterPhoto()
{
    const bool isKnown = m_edits.enter(*m_photo);
    EnhanceSettings settings = m_current;
    settings.modelFile = wantedModel();
    if (isKnown && !m_openingRatio) {
        return m_edits.of(m_photo->raw.file).value_or(settings);
    }
    settings.ratio = m_openingRatio.value_or(m_photo->suggestedRatio);
    // Another photo, another light; the tone is a matter of taste, which stays.
    settings.colour = m_openingColour.value_or(ColourChoice{.tone = m_current.colour.tone});
    return settings;
}

void EnhancePage::showPhoto(OpenedPhoto opened)
{
    leavePhoto();
    m_photo = opened.photo;
    const EnhanceSettings settings = enterPhoto();
    m_current = {settings.ratio, m_current.modelFile, settings.colour};
    m_recorded = m_current;
    m_recentPhotos.add(m_photo->raw.file);
    m_panel->amplification->setSuggestedRatio(m_photo->suggestedRatio);
    m_panel->amplification->setRatio(m_current.ratio);
    m_panel->info->setPhoto(*m_photo);
    m_panel->colour->setPhoto(m_photo->raw);
    m_panel->colour->setChoice(m_current.colour);
    m_content->setCurrentWidget(m_workspace);
    m_live->setColour(m_current.colour);
    m_live->setModel(usableModel());
    m_live->setPhoto(std::move(opened));
    m_live->setRatio(m_current.ratio);
    m_view->setFocus();
    if (settings.modelFile != wantedModel()) {
        useModel(settings.modelFile, /*isEdit=*/false);
    }
    if (const std::optional<QString> warning = gravestWarningOf(*m_photo)) {
        m_banner->addMessage(MessageBanner::Kind::Note, *warning);
    }
    sayIfModelIsUnusable();
    saveSession();
    Q_EMIT titleChanged(fromPath(m_photo->raw.file.filename()));
}

}  // namespace scotopic
