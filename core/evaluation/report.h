// SPDX-License-Identifier: MIT
#pragma once

#include "core/evaluation/summary.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic {

/// A picture of the figure: its small copies as data URIs, and the whole one as a file.
struct FigureCell {
    std::string title;   // "input", "ground truth", or the contestant's label
    std::string kind;    // below it: "x250", "single-bn" …
    std::string score;   // "28.13 dB / 0.755"; empty for input and ground truth
    std::string small;   // data URI
    std::string detail;  // data URI: the middle, pixel for pixel
    std::string error;   // data URI: where it differs from the ground truth; may be empty
    std::string file;    // relative to the report; may be empty
};

struct FigureRow {
    std::string pair;
    std::string note;  // "x250"
    std::vector<FigureCell> cells;
};

/// What a report says beside its numbers.
struct ReportFacts {
    std::string title = "Evaluation";
    std::string version;                // of the program
    std::string dataRoot;               // as it was named
    std::filesystem::path cacheFolder;  // absolute: where it is decoded
    std::string fingerprint;            // of the data
    std::string truthRenderer;  // what rendered the ground truth: "LibRaw 0.20.2-Release"; empty: came as pictures
    std::string createdAt;      // ISO 8601, UTC
    Split split = Split::Test;
    std::vector<std::string> excluded;  // by the person, with reasons
    std::vector<std::string> warnings;
    std::vector<std::string> failures;
    std::vector<std::string> engines;  // of each contestant
};

/// The caller's part of them: version and time of now, what is left out with its reasons (`exclusions`: those that the
/// data have, as matchingExclusions() tells).
[[nodiscard]] ReportFacts reportFacts(const std::string& title, const std::string& dataRoot,
                                      const Exclusions& exclusions);

/// Everything that the outputs of an evaluation are written from.
struct Report {
    ReportFacts facts;
    std::vector<Protocol> protocols;
    std::vector<Contestant> contestants;
    std::vector<ImageScore> scores;
    Summary summary;
    std::vector<FigureRow> figure;  // may be empty
};

[[nodiscard]] std::string reportJson(const Report& report);
/// tables.md: per protocol the means, per ratio, the comparisons; the published scores beside them, marked.
[[nodiscard]] std::string reportMarkdown(const Report& report);
/// tables.tex: the same with booktabs, to be \input into a paper.
[[nodiscard]] std::string reportLatex(const Report& report);
/// report.html: one file with nothing to load.
[[nodiscard]] std::string reportHtml(const Report& report);

}  // namespace scotopic
