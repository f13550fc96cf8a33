// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/training_options.h"

#include <QCoreApplication>
#include <QString>

#include <filesystem>
#include <optional>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace scotopic {

/// What a person asks a training run for.
struct NewRun {
    TrainingOptions options;
    std::filesystem::path data;        // SID's folder, a list of pairs, a decoded cache, or a clean set
    std::filesystem::path validateOn;  // of a clean set: the pairs that choose the best epoch; may be empty
    std::filesystem::path exclusions;  // scenes or pairs to leave out, one a line; may be empty
    std::filesystem::path folder;      // of the run; made

    Q_DECLARE_TR_FUNCTIONS(scotopic::NewRun)
};

/// What is wrong with it, in a sentence that says what to do; none when it can be tried. Looks whether files are there,
/// but opens none.
[[nodiscard]] std::optional<QString> problemOf(const NewRun& run);

enum class RunPreset {
    Study,      // as the study trained: days on a processor
    QuickLook,  // a small network on small patches: pictures within minutes
    Debug,      // the study's own debug mode: five scenes, sample pictures every other epoch
};
/// The preset's options for this network's normalisation, planes, device, precision and seed.
[[nodiscard]] TrainingOptions presetOptions(RunPreset preset, const TrainingOptions& of);

/// A folder that is not there yet, named after the network and the day.
[[nodiscard]] std::filesystem::path suggestedRunFolder(const std::filesystem::path& runsFolder,
                                                       const TrainingOptions& options);

/// The last one, to be started from the next time; without a folder.
[[nodiscard]] NewRun readNewRun(const QSettings& settings);
void writeNewRun(QSettings& settings, const NewRun& run);

}  // namespace scotopic
