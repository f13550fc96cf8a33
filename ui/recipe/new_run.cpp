// SPDX-License-Identifier: MIT
#include "ui/recipe/new_run.h"

#include "core/base/error.h"
#include "core/training/recipe.h"
#include "ui/enhance/photo.h"
#include "ui/jobs/reason_text.h"

#include <QDate>
#include <QSettings>

#include <algorithm>
#include <string>
#include <system_error>

namespace scotopic {

namespace {

QString key(const char* name)
{
    return QStringLiteral("train/new/") + QLatin1String(name);
}

std::optional<QString> problemOfFiles(const NewRun& run)
{
    std::error_code error;
    if (run.data.empty()) {
        return NewRun::tr("Choose what to learn from: SID's folder, a list of pairs, a decoded cache or a clean set.");
    }
    if (!std::filesystem::exists(run.data, error)) {
        return NewRun::tr("%1 is not there; choose another data set.").arg(fromPath(run.data));
    }
    for (const std::filesystem::path& file : {run.validateOn, run.exclusions, run.options.initialModel}) {
        if (!file.empty() && !std::filesystem::exists(file, error)) {
            return NewRun::tr("%1 is not there; choose another one, or leave it empty.").arg(fromPath(file));
        }
    }
    if (run.folder.empty() || !run.folder.has_filename()) {
        return NewRun::tr("Give the run a name.");
    }
    if (std::filesystem::exists(run.folder, error)) {
        return NewRun::tr("%1 is there already; give the run another name.").arg(fromPath(run.folder));
    }
    return std::nullopt;
}

}  // namespace

std::optional<QString> problemOf(const NewRun& run)
{
    if (std::optional<QString> problem = problemOfFiles(run)) {
        return problem;
    }
    try {
        requireUsable(run.options);
        return std::nullopt;
    } catch (const InvalidArgument& error) {
        return NewRun::tr("Change the recipe: %1.").arg(reasonText(error.what()));
    }
}

TrainingOptions presetOptions(RunPreset preset, const TrainingOptions& of)
{
    TrainingOptions options;
    options.network.normalisation = of.network.normalisation;
    options.network.inputPlanes = of.network.inputPlanes;
    options.device = of.device;
    options.precision = of.precision;
    options.seed = of.seed;
    if (preset == RunPreset::Debug) {
        options.debug = true;
    }
    if (preset == RunPreset::QuickLook) {
        options.network.baseWidth = 8;
        options.patchPx = 128;
        options.epochs = 100;
        options.learningRate = 1e-3;
        options.drop = LearningRateDrop{80, 1e-4};
        options.validateEveryEpochs = 5;
        options.sampleEveryEpochs = 5;
    }
    return options;
}

std::filesystem::path suggestedRunFolder(const std::filesystem::path& runsFolder, const TrainingOptions& options)
{
    const std::string base = std::string(nameOf(options.network.normalisation)) + "-"
                             + QDate::currentDate().toString(Qt::ISODate).toStdString();
    std::error_code error;
    std::filesystem::path folder = runsFolder / base;
    for (int number = 2; std::filesystem::exists(folder, error); ++number) {
        folder = runsFolder / (base + "-" + std::to_string(number));
    }
    return folder;
}

NewRun readNewRun(const QSettings& settings)
{
    NewRun run;
    run.data = toPath(settings.value(key("data")).toString());
    run.validateOn = toPath(settings.value(key("validateOn")).toString());
    run.exclusions = toPath(settings.value(key("exclusions")).toString());
    const QString recipe = settings.value(key("recipe")).toString();
    try {
        if (!recipe.isEmpty()) {
            run.options = parseRecipe(recipe.toStdString(), "the last recipe");
        }
    } catch (const Error&) {
        run.options = {};  // of an older or newer program
    }
    return run;
}

void writeNewRun(QSettings& settings, const NewRun& run)
{
    settings.setValue(key("data"), fromPath(run.data));
    settings.setValue(key("validateOn"), fromPath(run.validateOn));
    settings.setValue(key("exclusions"), fromPath(run.exclusions));
    settings.setValue(key("recipe"), QString::fromStdString(recipeJson(run.options)));
}

}  // namespace scotopic
