// SPDX-License-Identifier: MIT
#pragma once

#include "ui/comparison/open_evaluation.h"

#include <QColor>
#include <QImage>
#include <QString>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

enum class ReportFormat {
    Html,      // one file with nothing to load
    Pdf,       // tables and the figure, A4
    Csv,       // a line for each picture, model and protocol
    Markdown,  // the tables
    Latex,     // the tables, with booktabs
    Figure,    // PNG at 300 dots per inch, as the study's Figure 2
};

/// By the extension: .html, .pdf, .csv, .md, .tex, .png; none for others.
[[nodiscard]] std::optional<ReportFormat> reportFormatOf(const std::filesystem::path& file);

struct ReportRequest {
    std::filesystem::path target;
    ReportFormat format = ReportFormat::Html;
    std::vector<std::string> pairs;  // of the figure, in its order
    std::string protocol;            // whose scores stand below its pictures
};

// For a worker's thread.
/// Writes over what is there, atomically. Throws OutputFailed, Cancelled; as the cache does.
void writeReportFile(const OpenEvaluation& evaluation, const ReportRequest& request, const JobContext& context);
/// A row for each pair: input, ground truth and contestants, titles above, scores below. Null without pairs.
[[nodiscard]] QImage figureSheet(const OpenEvaluation& evaluation, const ReportRequest& request,
                                 const JobContext& context);

}  // namespace scotopic
