// SPDX-License-Identifier: MIT
#include "core/evaluation/html_page.h"
#include "core/evaluation/published.h"
#include "core/evaluation/report.h"
#include "core/evaluation/report_text.h"

#include <algorithm>
#include <cmath>

namespace scotopic {

namespace {

std::string element(const std::string& name, const std::string& content, const std::string& className = {})
{
    const std::string attribute = className.empty() ? "" : " class=\"" + className + "\"";
    return "<" + name + attribute + ">" + content + "</" + name + ">";
}

std::string cell(const std::string& text, const std::string& className = {})
{
    return element("td", escapedForHtml(text), className);
}

/// The highest of a column, for emphasis where there is more than one row.
double highest(const std::vector<const SummaryRow*>& rows, double MeanScores::*score)
{
    double best = -std::numeric_limits<double>::infinity();
    for (const SummaryRow* row : rows) {
        best = std::max(best, row->mean.*score);
    }
    return rows.size() > 1 ? best : std::numeric_limits<double>::quiet_NaN();
}

std::string ratioCell(const SummaryRow& row, float ratio)
{
    const auto mean = std::find_if(row.byRatio.begin(), row.byRatio.end(),
                                   [ratio](const RatioMean& one) { return one.ratio == ratio; });
    if (mean == row.byRatio.end()) {
        return cell("–");
    }
    return element("td", psnrText(mean->mean.psnrDb) + " / " + ssimText(mean->mean.ssim)
                             + element("span", std::to_string(mean->mean.imageCount), "count"));
}

std::string publishedRows(std::size_t ratioCount)
{
    std::string text;
    for (const PublishedScore& score : studyTable()) {
        std::string cells = cell(score.model) + cell("") + cell(psnrText(score.psnrDb)) + cell(ssimText(score.ssim));
        for (std::size_t i = 0; i < ratioCount + 1; ++i) {
            cells += cell("");
        }
        text += "<tr class=\"published\" title=\"" + escapedForHtml(score.source) + "\">" + cells + "</tr>\n";
    }
    return text;
}

std::string meansHtml(const Report& report, const Protocol& protocol)
{
    const std::vector<const SummaryRow*> rows = rowsOf(report, protocol.name);
    const std::vector<float> ratios = ratiosOf(rows);
    std::string header = "<th>Model</th><th>Images</th><th>PSNR (dB)</th><th>SSIM</th>";
    for (const float ratio : ratios) {
        header += element("th", escapedForHtml(ratioText(ratio)));
    }
    header += "<th>Seconds</th>";
    const double bestPsnr = highest(rows, &MeanScores::psnrDb);
    const double bestSsim = highest(rows, &MeanScores::ssim);
    std::string body;
    for (const SummaryRow* row : rows) {
        std::string cells = cell(row->contestant) + cell(std::to_string(row->mean.imageCount))
                            + cell(psnrText(row->mean.psnrDb), row->mean.psnrDb == bestPsnr ? "best" : "")
                            + cell(ssimText(row->mean.ssim), row->mean.ssim == bestSsim ? "best" : "");
        for (const float ratio : ratios) {
            cells += ratioCell(*row, ratio);
        }
        body += element("tr", cells + cell(fixedText(row->mean.seconds, 2))) + "\n";
    }
    if (isAsPublished(report, protocol)) {
        body += publishedRows(ratios.size());
    }
    return "<div class=\"scroll\"><table><thead>" + element("tr", header) + "</thead>\n<tbody>" + body
           + "</tbody></table></div>\n";
}

std::string comparisonHtml(const Report& report, const Protocol& protocol)
{
    const std::vector<const Comparison*> comparisons = comparisonsOf(report, protocol.name);
    if (comparisons.empty()) {
        return {};
    }
    std::string body;
    for (const Comparison* comparison : comparisons) {
        body +=
            element("tr", cell(comparison->second + " – " + comparison->first)
                              + cell(differenceText(comparison->psnrDb, 2)) + cell(differenceText(comparison->ssim, 3))
                              + cell(std::to_string(comparison->ssim.imageCount))
                              + cell(std::to_string(comparison->ssim.sceneCount)))
            + "\n";
    }
    return element("h3", "Paired differences") + element("p", escapedForHtml(bootstrapText()), "soft")
           + "<div class=\"scroll\"><table><thead><tr><th>Difference</th><th>PSNR (dB)</th><th>SSIM</th><th>Images</th>"
             "<th>Scenes</th></tr></thead><tbody>"
           + body + "</tbody></table></div>\n";
}

std::string protocolSection(const Report& report, const Protocol& protocol)
{
    return "<section>" + element("h2", "Protocol: " + escapedForHtml(protocol.name))
           + element("p", escapedForHtml(describe(protocol)))
           + element("p", "Columns of ratios: PSNR / SSIM and the number of images.", "soft")
           + meansHtml(report, protocol) + comparisonHtml(report, protocol) + "</section>\n";
}

std::string picture(const FigureCell& cellOf, const std::string& uri, const std::string& className)
{
    if (uri.empty()) {
        return "<div class=\"" + className + " none\">" + (className == "error" ? "no error map" : "no picture")
               + "</div>";
    }
    const std::string image = "<img loading=\"lazy\" alt=\"" + escapedForHtml(cellOf.title) + "\" src=\"" + uri + "\">";
    const std::string linked =
        cellOf.file.empty() ? image : "<a href=\"" + escapedForHtml(cellOf.file) + "\">" + image + "</a>";
    return element("div", linked, className);
}

std::string figureCell(const FigureCell& one)
{
    const std::string below = one.score.empty() ? one.kind : one.score;
    return "<figure class=\"cell\">" + picture(one, one.small, "whole") + picture(one, one.detail, "detail")
           + picture(one, one.error, "error")
           + element("figcaption", element("b", escapedForHtml(one.title)) + escapedForHtml(below)) + "</figure>\n";
}

std::string figureSection(const Report& report)
{
    if (report.figure.empty()) {
        return {};
    }
    std::string cells;
    for (const FigureRow& row : report.figure) {
        cells += element("div", element("b", escapedForHtml(row.pair)) + escapedForHtml(row.note), "row-name");
        for (const FigureCell& one : row.cells) {
            cells += figureCell(one);
        }
    }
    const std::string columns = std::to_string(report.figure.front().cells.size());
    const std::string scoredBy = report.protocols.empty() ? "" : report.protocols.front().name;
    return "<section><h2>Pictures</h2>"
           + element("p", "PSNR and SSIM below each picture: protocol " + escapedForHtml(scoredBy)
                              + ". A click opens the whole picture. The input is amplified as the network gets it; its "
                                "colours are balanced to the ground truth's for this page alone.")
           + "<div class=\"views\"><input type=\"radio\" name=\"view\" id=\"view-whole\" checked>"
             "<label for=\"view-whole\">Whole frames</label>"
             "<input type=\"radio\" name=\"view\" id=\"view-detail\"><label for=\"view-detail\">Middle, "
             "enlarged</label>"
             "<input type=\"radio\" name=\"view\" id=\"view-error\"><label for=\"view-error\">Error maps</label>\n"
             "<div class=\"figure\"><div class=\"grid\" style=\"grid-template-columns: repeat("
           + columns + ", minmax(150px, 1fr))\">" + cells
           + "</div><div class=\"scale\">equal<i></i>a quarter of the range or more (mean over channels)</div></div>"
             "</div></section>\n";
}

std::string notesTable(const std::vector<StatisticsNote>& notes)
{
    std::string body;
    for (const StatisticsNote& note : notes) {
        body += element("tr", cell(note.name) + cell(note.meaning));
    }
    return "<table class=\"facts\"><tbody>" + body + "</tbody></table>\n";
}

std::string contestantFacts(const Report& report)
{
    std::vector<StatisticsNote> notes;
    for (std::size_t i = 0; i < report.contestants.size(); ++i) {
        const Contestant& contestant = report.contestants[i];
        const std::string engine = i < report.facts.engines.size() ? report.facts.engines[i] : "";
        notes.push_back({contestant.label(), contestant.kind + ", " + engine + ", " + contestant.identity});
    }
    return notesTable(notes);
}

/// Of the test scenes, as what others published.
std::string laterWorkSection(const Report& report)
{
    if (report.facts.split != Split::Test) {
        return {};
    }
    std::string body;
    for (const PublishedScore& score : laterWork()) {
        body +=
            element("tr", cell(score.model) + cell(psnrText(score.psnrDb)) + cell(ssimText(score.ssim)), "published");
    }
    return "<section><h2>Elsewhere</h2><p>Published for the same test scenes, each by its own protocol: not to be "
           "compared to the second digit.</p>"
           "<table><thead><tr><th>Model</th><th>PSNR (dB)</th><th>SSIM</th></tr></thead><tbody>"
           + body + "</tbody></table>\n</section>\n";
}

std::string remarks(const Report& report)
{
    std::string text;
    for (const std::string& warning : report.facts.warnings) {
        text += element("div", escapedForHtml("Warning: " + warning + "."), "warning");
    }
    for (const std::string& failure : report.facts.failures) {
        text += element("div", escapedForHtml("Not scored: " + failure), "warning");
    }
    return text;
}

}  // namespace

std::string reportHtml(const Report& report)
{
    const ReportFacts& facts = report.facts;
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + element("title", escapedForHtml(facts.title)) + "\n<style>" + std::string(reportStyle())
        + "</style>\n</head>\n<body>\n" + element("h1", escapedForHtml(facts.title))
        + element("p",
                  escapedForHtml(facts.dataRoot + ", " + toText(facts.split) + " split. Ground truth: "
                                 + (facts.truthRenderer.empty() ? "came as pictures" : facts.truthRenderer)
                                 + ". A score belongs to its protocol, which stands above each table."),
                  "soft")
        + remarks(report);
    for (const Protocol& protocol : report.protocols) {
        page += protocolSection(report, protocol);
    }
    page += figureSection(report);
    if (const auto notes = statisticsNotes(report); !notes.empty()) {
        page += "<section><h2>Statistics of batch normalisation</h2>" + notesTable(notes) + "</section>\n";
    }
    page += laterWorkSection(report) + "<section><h2>What was scored</h2>" + notesTable(dataFacts(report))
            + contestantFacts(report) + "</section>\n";
    return page + "<footer>Scotopic " + escapedForHtml(facts.version)
           + ". The numbers of this page are in results.csv and results.json beside it.</footer>\n</body>\n</html>\n";
}

}  // namespace scotopic
