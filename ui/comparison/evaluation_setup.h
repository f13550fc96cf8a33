// SPDX-License-Identifier: MIT
#pragma once

#include "core/dataset/pair.h"
#include "core/evaluation/contestant.h"

#include <QCoreApplication>

#include <filesystem>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace scotopic {

/// What a person asks an evaluation for.
struct EvaluationSetup {
    std::filesystem::path data;  // as openStudyData() takes it
    Split split = Split::Test;
    std::vector<std::filesystem::path> models;
    bool withClassical = true;
    QString protocols = QStringLiteral("study");  // as parseProtocols() takes them
    std::vector<NormStatistics> statistics{NormStatistics::Running};
    ScoringRatio ratio;
    std::filesystem::path folder;  // of the results

    Q_DECLARE_TR_FUNCTIONS(scotopic::EvaluationSetup)
};

/// What is wrong with it, in a sentence that says what to do; none when it can be tried. Looks whether files are there,
/// but opens none.
[[nodiscard]] std::optional<QString> problemOf(const EvaluationSetup& setup);

/// Where results of this data go unless one says otherwise: a folder of the data's name among the program's own files.
[[nodiscard]] std::filesystem::path defaultResultsFolder(const std::filesystem::path& data);

/// The last one, to be started from the next time.
[[nodiscard]] EvaluationSetup readSetup(const QSettings& settings);
void writeSetup(QSettings& settings, const EvaluationSetup& setup);

}  // namespace scotopic
