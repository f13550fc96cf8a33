// SPDX-License-Identifier: MIT
#include "core/evaluation/published.h"
#include "core/evaluation/report.h"
#include "core/evaluation/report_text.h"

#include <algorithm>

namespace scotopic {

namespace {

using Cells = std::vector<std::string>;

std::string markdownRow(const Cells& cells)
{
    std::string line = "|";
    for (const std::string& cell : cells) {
        line += " " + cell + " |";
    }
    return line + "\n";
}

std::string escapedForMarkdown(std::string text)
{
    for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
        text.insert(at, "\\");
    }
    return text;
}

/// Header and rows of the means of one protocol: model, images, PSNR, SSIM, then both for each ratio.
std::vector<Cells> meansCells(const Report& report, const Protocol& protocol)
{
    const std::vector<const SummaryRow*> rows = rowsOf(report, protocol.name);
    const std::vector<float> ratios = ratiosOf(rows);
    std::vector<Cells> table{{"Model", "Images", "PSNR (dB)", "SSIM", "Seconds"}};
    for (const float ratio : ratios) {
        table.front().push_back(ratioText(ratio));
    }
    for (const SummaryRow* row : rows) {
        Cells cells{row->contestant, std::to_string(row->mean.imageCount), psnrText(row->mean.psnrDb),
                    ssimText(row->mean.ssim), fixedText(row->mean.seconds, 2)};
        for (const float ratio : ratios) {
            const auto mean = std::find_if(row->byRatio.begin(), row->byRatio.end(),
                                           [ratio](const RatioMean& one) { return one.ratio == ratio; });
            cells.push_back(mean == row->byRatio.end() ? "–"
                                                       : psnrText(mean->mean.psnrDb) + " / " + ssimText(mean->mean.ssim)
                                                             + " (" + std::to_string(mean->mean.imageCount) + ")");
        }
        table.push_back(cells);
    }
    if (isAsPublished(report, protocol)) {
        for (const PublishedScore& score : studyTable()) {
            Cells cells{std::string("published: ") + score.model, "–", psnrText(score.psnrDb), ssimText(score.ssim),
                        "–"};
            cells.resize(table.front().size(), "–");
            table.push_back(cells);
        }
    }
    return table;
}

std::string markdownTable(const std::vector<Cells>& table)
{
    std::string text;
    for (std::size_t i = 0; i < table.size(); ++i) {
        Cells cells = table[i];
        std::transform(cells.begin(), cells.end(), cells.begin(), escapedForMarkdown);
        text += markdownRow(cells);
        if (i == 0) {
            Cells rule(cells.size(), "---:");
            rule.front() = "---";
            text += markdownRow(rule);
        }
    }
    return text + "\n";
}

std::string comparisonMarkdown(const Report& report, const Protocol& protocol)
{
    const std::vector<const Comparison*> comparisons = comparisonsOf(report, protocol.name);
    if (comparisons.empty()) {
        return {};
    }
    std::vector<Cells> table{{"Model", "compared with", "PSNR (dB)", "SSIM", "Images", "Scenes"}};
    for (const Comparison* comparison : comparisons) {
        table.push_back({comparison->second, comparison->first, differenceText(comparison->psnrDb, 2),
                         differenceText(comparison->ssim, 3), std::to_string(comparison->ssim.imageCount),
                         std::to_string(comparison->ssim.sceneCount)});
    }
    return bootstrapText() + "\n\n" + markdownTable(table);
}

std::string escapedForLatex(const std::string& text)
{
    static const std::string special = "&%$#_{}";
    std::string result;
    for (const char c : text) {
        if (c == '\\') {
            result += "\\textbackslash{}";
        } else if (c == '~' || c == '^') {
            result += std::string("\\") + c + "{}";
        } else {
            result += special.find(c) == std::string::npos ? std::string(1, c) : std::string("\\") + c;
        }
    }
    return result;
}

std::string latexRow(const std::string& model, const std::string& images, double psnrDb, double ssim)
{
    return "  " + model + " & " + images + " & " + psnrText(psnrDb) + " & " + ssimText(ssim) + " \\\\\n";
}

/// " Left out: 10034 (moved), 10045."; empty without any.
std::string exclusionsText(const ReportFacts& facts)
{
    std::string names;
    for (const std::string& excluded : facts.excluded) {
        names += (names.empty() ? "" : ", ") + excluded;
    }
    return names.empty() ? names : " Left out: " + names + ".";
}

std::string latexComparisons(const Report& report, const Protocol& protocol)
{
    const std::vector<const Comparison*> comparisons = comparisonsOf(report, protocol.name);
    if (comparisons.empty()) {
        return {};
    }
    std::string text = "\\begin{table}\n  \\centering\n  \\begin{tabular}{llrrrr}\n  \\toprule\n"
                       "  Model & compared with & PSNR (dB) & SSIM & Images & Scenes \\\\\n  \\midrule\n";
    for (const Comparison* one : comparisons) {
        text += "  " + escapedForLatex(one->second) + " & " + escapedForLatex(one->first) + " & "
                + differenceText(one->psnrDb, 2) + " & " + differenceText(one->ssim, 3) + " & "
                + std::to_string(one->ssim.imageCount) + " & " + std::to_string(one->ssim.sceneCount) + " \\\\\n";
    }
    return text + "  \\bottomrule\n  \\end{tabular}\n  \\caption{Protocol " + escapedForLatex(protocol.name) + ". "
           + escapedForLatex(bootstrapText()) + "}\n\\end{table}\n\n";
}

std::string latexTable(const Report& report, const Protocol& protocol)
{
    std::string text = "% Needs \\usepackage{booktabs}.\n\\begin{table}\n  \\centering\n  \\begin{tabular}{lrrr}\n"
                       "  \\toprule\n  Model & Images & PSNR (dB) & SSIM \\\\\n  \\midrule\n";
    for (const SummaryRow* row : rowsOf(report, protocol.name)) {
        text += latexRow(escapedForLatex(row->contestant), std::to_string(row->mean.imageCount), row->mean.psnrDb,
                         row->mean.ssim);
        for (const RatioMean& one : row->byRatio) {
            text += latexRow("\\quad " + ratioText(one.ratio), std::to_string(one.mean.imageCount), one.mean.psnrDb,
                             one.mean.ssim);
        }
    }
    if (isAsPublished(report, protocol)) {
        text += "  \\midrule\n  \\multicolumn{4}{l}{\\emph{Published}} \\\\\n";
        for (const PublishedScore& score : studyTable()) {
            text += latexRow(escapedForLatex(score.model), "--", score.psnrDb, score.ssim);
        }
    }
    const ReportFacts& facts = report.facts;
    const std::string renderer = facts.truthRenderer.empty() ? "unknown, it came as pictures" : facts.truthRenderer;
    text += "  \\bottomrule\n  \\end{tabular}\n  \\caption{Protocol " + escapedForLatex(protocol.name) + ", "
            + toText(facts.split) + " split: " + escapedForLatex(describe(protocol)) + " Ground truth rendered by: "
            + escapedForLatex(renderer) + "." + escapedForLatex(exclusionsText(facts)) + "}\n\\end{table}\n\n";
    return text + latexComparisons(report, protocol);
}

}  // namespace

std::string reportMarkdown(const Report& report)
{
    std::string text = "# " + report.facts.title + "\n\n";
    for (const StatisticsNote& fact : dataFacts(report)) {
        text += "- " + fact.name + ": " + fact.meaning + "\n";
    }
    for (const std::string& warning : report.facts.warnings) {
        text += "- **Warning:** " + warning + "\n";
    }
    for (const std::string& failure : report.facts.failures) {
        text += "- Not scored: " + failure + "\n";
    }
    for (const Protocol& protocol : report.protocols) {
        text += "\n## Protocol: " + protocol.name + "\n\n" + describe(protocol) + "\n\n"
                + markdownTable(meansCells(report, protocol)) + comparisonMarkdown(report, protocol);
    }
    if (const auto notes = statisticsNotes(report); !notes.empty()) {
        text += "## Statistics of batch normalisation\n\n";
        for (const StatisticsNote& note : notes) {
            text += "- *" + note.name + "*: " + note.meaning + "\n";
        }
    }
    return text;
}

std::string reportLatex(const Report& report)
{
    std::string text;
    for (const Protocol& protocol : report.protocols) {
        text += latexTable(report, protocol);
    }
    return text;
}

}  // namespace scotopic
