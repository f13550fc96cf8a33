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
    m_actions.undo->setEnabled(m_edits.histories().canUndo() || m_current != m_recorded);
}

void EnhancePage::editColour(const ColourChoice& colour)
{
    m_current.colour = colour;
    m_live->setColour(colour);
    m_actions.undo->setEnabled(m_edits.histories().canUndo() || m_current != m_recorded);
}

void EnhancePage::recordEdit()
{
    if (m_current == m_recorded) {
        return;
    }
    const QString text = m_current.ratio != m_recorded.ratio     ? tr("amplification")
                         : m_current.colour != m_recorded.colour ? tr("colour")
                                                                 : tr("model change");
    const EnhanceSettings from = std::exchange(m_recorded, m_current);
    m_edits.history().push(new SettingsCommand<EnhanceSettings>(
        text, from, m_current, [this](const EnhanceSettings& settings) { apply(settings); }));
    saveSession();
}

void EnhancePage::apply(const EnhanceSettings& settings)
{
    m_recorded = settings;
    m_panel->amplification->setRatio(settings.ratio);
    editRatio(settings.ratio);
    m_panel->colour->setChoice(settings.colour);
    editColour(settings.colour);
    if (settings.modelFile == m_current.modelFile) {
        stopLoadingModel();
    } else if (settings.modelFile != wantedModel()) {
        useModel(settings.modelFile, /*isEdit=*/false);
    }
    saveSession();
}

const std::filesystem::path& EnhancePage::wantedModel() const
{
    return m_modelRunner.isRunning() ? m_loadingModel : m_current.modelFile;
}

void EnhancePage::stopLoadingModel()
{
    m_modelRunner.cancel();
    m_loadingModel = m_current.modelFile;
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
            m_recorded.modelFile = m_current.modelFile;
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
    m_current.modelFile = m_model ? m_model->file : std::filesystem::path();
    if (m_model && m_model->file != m_defaultModel) {
        m_recentModels.add(m_model->file);
    }
    m_panel->models->setModels(m_recentModels.files(), m_current.modelFile);
    m_live->setModel(usableModel());
    sayIfModelIsUnusable();
    saveSession();
    updateState();
}

}  // namespace scotopic
