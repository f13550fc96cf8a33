// SPDX-License-Identifier: MIT
// What the person changes, amplification and model, and the history of it.
#include "ui/enhance/amplification_control.h"
#include "ui/enhance/colour_control.h"
#include "ui/enhance/enhance_page.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/enhance/message_banner.h"
#include "ui/enhance/model_picker.h"
#include "ui/enhance/settings_command.h"

#include <utility>

namespace scotopic {

void EnhancePage::editRatio(ExposureRatio ratio)
{
    m_current.ratio = ratio;
    m_live->setRatio(ratio);
    markEdited();
}

void EnhancePage::editColour(const ColourChoice& colour)
{
    m_current.colour = colour;
    m_live->setColour(colour);
    markEdited();
}

void EnhancePage::editWholeArea(bool isWhole)
{
    m_current.wholeArea = isWhole;
    m_live->setWholeArea(isWhole);
    markEdited();
}

/// Another picture of the file is read like another photo, and stays an edit of this one.
void EnhancePage::choosePicture(int number)
{
    if (number == m_current.image) {
        return;
    }
    recordEdit();
    PhotoSettings settings = m_current;
    settings.model = wantedIdentity();
    settings.image = number;
    m_edits.history().push(new SettingsCommand<PhotoSettings>(tr("picture in the file"), m_current, settings,
                                                              [this](const PhotoSettings& other) { apply(other); }));
    apply(settings);
}

void EnhancePage::markEdited()
{
    m_actions.undo->setEnabled(m_edits.histories().canUndo() || m_current != m_recorded);
}

void EnhancePage::recordEdit()
{
    if (m_current == m_recorded) {
        return;
    }
    const QString text = m_current.ratio != m_recorded.ratio           ? tr("amplification")
                         : m_current.colour != m_recorded.colour       ? tr("colour")
                         : m_current.wholeArea != m_recorded.wholeArea ? tr("visible area")
                                                                       : tr("model change");
    const PhotoSettings from = std::exchange(m_recorded, m_current);
    m_edits.history().push(new SettingsCommand<PhotoSettings>(
        text, from, m_current, [this](const PhotoSettings& settings) { apply(settings); }));
    saveSession();
}

void EnhancePage::apply(const PhotoSettings& settings)
{
    if (settings.image != m_current.image) {
        open(m_photo->raw.file, settings);
        return;
    }
    m_recorded = settings;
    m_panel->amplification->setRatio(*settings.ratio);
    editRatio(*settings.ratio);
    m_panel->colour->setChoice(settings.colour);
    editColour(settings.colour);
    m_panel->wholeArea->setChecked(settings.wholeArea);
    editWholeArea(settings.wholeArea);
    if (settings.model.file == m_current.model.file) {
        stopLoadingModel();
    } else if (settings.model.file != wantedModel()) {
        useModel(settings.model.file, /*isEdit=*/false);
    }
    saveSession();
}

const std::filesystem::path& EnhancePage::wantedModel() const
{
    return m_modelRunner.isRunning() ? m_loadingModel : m_current.model.file;
}

ModelIdentity EnhancePage::wantedIdentity() const
{
    const std::filesystem::path& file = wantedModel();
    return file == m_current.model.file ? m_current.model
           : file.empty()               ? classicalRendering()
                                        : ModelIdentity{{}, {}, file};  // what it holds is known once it is loaded
}

void EnhancePage::stopLoadingModel()
{
    m_modelRunner.cancel();
    m_loadingModel = m_current.model.file;
}

void EnhancePage::chooseModel(const std::filesystem::path& file)
{
    recordEdit();
    useModel(file, /*isEdit=*/true);
}

void EnhancePage::useModel(const std::filesystem::path& file, bool isEdit)
{
    const auto use = [this, isEdit](std::shared_ptr<const LoadedModel> model) {
        showModel(std::move(model));
        if (isEdit && m_photo) {
            recordEdit();
        } else {
            m_recorded.model = m_current.model;
        }
    };
    if (file.empty()) {
        use(nullptr);
        stopLoadingModel();
        return;
    }
    m_banner->hide();
    m_loadingModel = file;
    m_modelRunner.start([file](const JobContext&) { return loadModel(file); }, use);
    updateBusy();
}

void EnhancePage::showModel(std::shared_ptr<const LoadedModel> model)
{
    m_model = std::move(model);
    m_current.model = m_model ? m_model->enhancer->model() : classicalRendering();
    m_current.model.file = m_model ? m_model->file : std::filesystem::path();
    if (m_model && m_model->file != m_defaultModel) {
        m_recentModels.add(m_model->file);
    }
    m_panel->models->setModels(m_recentModels.files(), m_current.model.file);
    m_live->setModel(usableModel());
    sayIfModelIsUnusable();
    saveSession();
    updateState();
}

}  // namespace scotopic
