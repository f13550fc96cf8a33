// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/figure_maker.h"
#include "core/evaluation/report.h"

#include <filesystem>
#include <utility>

namespace scotopic {

/// Evaluates into a folder: results.csv, results.json, tables.md, tables.tex, report.html, each replaced as a whole,
/// and whatever `figure` (may be null) keeps. What an earlier, perhaps interrupted evaluation scored there under the
/// same conditions is not computed again: known-scores.csv has it, written while the work goes on and when it is
/// cancelled.
/// `facts`: title, dataRoot, version, createdAt, excluded and failures so far are the caller's, the rest is filled in.
/// `listener`: is told beside what the folder needs itself.
/// Throws as evaluate() and readScores() do, OutputFailed.
Report evaluateInto(const std::filesystem::path& folder, const EvaluationJob& job, ReportFacts facts,
                    const FigureMaker* figure, const EvaluationListener& listener, const JobContext& context);
inline Report evaluateInto(const std::filesystem::path& folder, const EvaluationJob& job, ReportFacts facts,
                           const FigureMaker* figure, const JobContext& context)
{
    return evaluateInto(folder, job, std::move(facts), figure, {}, context);
}

/// Tables, JSON and page of a report. Throws OutputFailed.
void writeReport(const std::filesystem::path& folder, const Report& report);

}  // namespace scotopic
