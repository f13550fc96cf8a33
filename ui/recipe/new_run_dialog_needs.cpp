// SPDX-License-Identifier: MIT
// What the dialog finds out in the background: what the data have, and what the run will need.
#include "core/inference/machine.h"
#include "core/training/forecast.h"
#include "ui/enhance/photo.h"
#include "ui/recipe/new_run_dialog.h"
#include "ui/recipe/quantity_text.h"
#include "ui/recipe/recipe_form.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>

#include <system_error>

namespace scotopic {

namespace {

constexpr int kStudyScenes = 161;  // of the Sony train split (reference, section 1): until the data are known
constexpr int kDebugScenes = 5;    // reference, section 5

int stepsPerEpoch(const TrainingOptions& options, const std::optional<DataSummary>& summary)
{
    if (summary && summary->isClean) {
        return options.stepsPerEpoch;
    }
    const int scenes = options.debug ? kDebugScenes : summary ? summary->trainCount : kStudyScenes;
    return std::max(1, scenes / (options.batch * options.accumulate));
}

/// Of the disk on which the run's folder will be; none where it cannot be told.
std::optional<std::size_t> freeBytes(std::filesystem::path folder)
{
    std::error_code error;
    while (!folder.empty() && !std::filesystem::exists(folder, error) && folder != folder.parent_path()) {
        folder = folder.parent_path();
    }
    const std::filesystem::space_info space = std::filesystem::space(folder, error);
    return error ? std::nullopt : std::optional<std::size_t>(space.available);
}

}  // namespace

void NewRunDialog::summarise()
{
    m_summary.reset();
    m_dataProblems->hide();
    const std::filesystem::path source = toPath(m_data->text().trimmed());
    std::error_code error;
    if (source.empty() || !std::filesystem::exists(source, error)) {
        m_summarising.cancel();
        m_summaryText->setText(
            source.empty() ? tr("The study's data set (SID) is free to download: 'Learning to See in the Dark', "
                                "Chen et al. 2018. 'scotopic-cli dataset synthesize' makes pairs of your own.")
                           : QString());
        check();
        Q_EMIT dataSummarised();
        return;
    }
    m_summaryText->setText(tr("Looking at the files\u2026"));
    m_summarising.start([source, exclusions = toPath(m_exclusions->text().trimmed())](
                            const JobContext& context) { return summariseData(source, exclusions, context); },
                        [this](const DataSummary& summary) { showSummary(summary); });
}

void NewRunDialog::showSummary(const DataSummary& summary)
{
    m_summary = summary;
    m_summaryText->setText(summary.text);
    m_dataProblems->setPlainText(summary.problems.join(QLatin1Char('\n')));
    m_dataProblems->setVisible(!summary.problems.isEmpty());
    m_validateOn->setEnabled(summary.isClean);
    m_validateOn->setToolTip(summary.isClean ? QString() : tr("Pairs have a validation split of their own"));
    m_recipe->setClean(summary.isClean);
    check();
    m_recipeRest.start();  // how many steps an epoch has is known now
    Q_EMIT dataSummarised();
}

void NewRunDialog::measure()
{
    const TrainingOptions options = m_recipe->options();
    if (m_recipe->problem()) {
        m_needs->clear();
        return;
    }
    const bool hasValidation = !m_summary || m_summary->hasValidation || !m_validateOn->text().isEmpty();
    m_measuring.start(
        [options, steps = stepsPerEpoch(options, m_summary), hasValidation](const JobContext& context) {
            return Needs{forecastTraining(options, steps, hasValidation, context), describeMachine()};
        },
        [this](const Needs& needs) { showNeeds(needs); });
}

void NewRunDialog::showNeeds(const Needs& measured)
{
    const TrainingEstimate& needs = measured.estimate;
    m_recipe->setDevices(measured.machine.devices);
    QString text =
        tr("About %1 a step, %2 an epoch, %3 in all; %4 of memory, %5 on disk.")
            .arg(QuantityText::ofDuration(needs.secondsPerStep), QuantityText::ofDuration(needs.secondsPerEpoch),
                 QuantityText::ofDuration(needs.totalSeconds), QuantityText::ofBytes(needs.memoryBytes),
                 QuantityText::ofBytes(needs.diskBytes));
    const std::vector<DeviceInfo>& devices = measured.machine.devices;
    const bool isOnProcessor = devices.size() == 1;
    if (isOnProcessor && devices.front().memoryBytes > 0 && needs.memoryBytes > devices.front().memoryBytes) {
        text += QLatin1Char(' ') + tr("That is more memory than there is: choose a smaller patch, batch or width.");
    }
    if (const std::optional<std::size_t> free = freeBytes(m_runsFolder); free && needs.diskBytes > *free) {
        text += QLatin1Char(' ')
                + tr("The disk has only %1 left: choose another runs folder, or keep fewer pictures.")
                      .arg(QuantityText::ofBytes(*free));
    }
    m_needs->setText(text);
    Q_EMIT needsMeasured();
}

}  // namespace scotopic
