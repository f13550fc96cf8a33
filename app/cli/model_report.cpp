// SPDX-License-Identifier: MIT
#include "app/cli/model_report.h"

#include "app/cli/text.h"
#include "core/base/plain_text.h"

#include <algorithm>
#include <optional>

namespace scotopic::cli {

namespace {

constexpr const char* kOwnFormat = "Scotopic model file";

const char* cfaOf(const UNetOptions& options)
{
    return options.inputPlanes == 9 ? "X-Trans" : "Bayer";
}

std::string notesText(const std::map<std::string, std::string>& notes)
{
    std::vector<Field> fields(notes.begin(), notes.end());
    return fields.empty() ? std::string() : "\nnotes\n" + alignedFields(fields, "  ");
}

std::size_t renamedCount(const ImportReport& report)
{
    return static_cast<std::size_t>(std::count_if(report.mapped.begin(), report.mapped.end(),
                                                  [](const auto& mapped) { return mapped.from != mapped.to; }));
}

std::string countText(std::size_t count, const std::string& what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Empty where nothing has to be said: one set of weights, and no average.
std::string weightsText(const std::optional<ImportReport>& report)
{
    if (!report || (report->otherWeights.empty() && !report->isAverage)) {
        return "";
    }
    return report->weights + (report->isAverage ? " (average)" : "")
           + (report->otherWeights.empty() ? "" : "; also there: " + joined(report->otherWeights, ", "));
}

}  // namespace

std::string toText(const OpenedModel& opened, const std::filesystem::path& file)
{
    const Model& model = opened.model;
    const UNetOptions& options = model.options;
    const std::string planes = std::to_string(options.inputPlanes) + " planes (" + cfaOf(options) + ")";
    const std::vector<Field> fields{
        {"format", opened.report ? opened.report->format : kOwnFormat},
        {"name layout", opened.report ? opened.report->layout : ""},
        {"weights", weightsText(opened.report)},
        {"architecture", std::string(nameOf(options.normalisation))},
        {"base width", std::to_string(options.baseWidth)},
        {"input", planes},
        {"output", std::string(nameOf(model.outputSpace))},
        {"head kernel", std::to_string(options.headKernel) + " x " + std::to_string(options.headKernel)},
        {"upsampling", options.upsampleBias ? "with bias" : "without bias"},
        {"parameters", std::to_string(parameterCount(model))},
        {"sha256", model.sha256}};
    return nameText(file) + "\n" + alignedFields(fields) + notesText(model.notes);
}

Json toJson(const OpenedModel& opened, const std::filesystem::path& file)
{
    const Model& model = opened.model;
    const UNetOptions& options = model.options;
    Json json{{"file", file.string()},
              {"format", opened.report ? opened.report->format : kOwnFormat},
              {"architecture", nameOf(options.normalisation)},
              {"baseWidth", options.baseWidth},
              {"inputPlanes", options.inputPlanes},
              {"cfa", cfaOf(options)},
              {"outputSpace", nameOf(model.outputSpace)},
              {"headKernel", options.headKernel},
              {"upsampleBias", options.upsampleBias},
              {"parameters", parameterCount(model)},
              {"sha256", model.sha256.empty() ? Json() : Json(model.sha256)},
              {"notes", model.notes}};
    if (opened.report) {
        json["import"] = toJson(*opened.report);
    }
    return json;
}

std::string toText(const ImportReport& report)
{
    std::string text = report.format + ", name layout '" + report.layout
                       + "': " + countText(report.mapped.size(), "tensor") + " taken, "
                       + std::to_string(renamedCount(report)) + " of them renamed";
    for (const ImportReport::Mapped& mapped : report.mapped) {
        if (mapped.from != mapped.to) {
            text += "\n  " + withoutControls(mapped.from + " -> " + mapped.to);
        }
    }
    if (report.isAverage || !report.otherWeights.empty()) {
        text += "\nweights: " + report.weights + (report.isAverage ? ", an average of many steps" : "")
                + (report.otherWeights.empty() ? ""
                                               : "; the file has others, too: " + joined(report.otherWeights, ", ")
                                                     + " (--weights NAME takes them)");
    }
    if (!report.unloaded.empty()) {
        text += "\nnot loaded: " + joined(report.unloaded, ", ");
    }
    if (!report.leftOver.empty()) {
        text += "\nleft over: " + withoutControls(joined(report.leftOver, ", "));
    }
    if (!report.filledIn.empty()) {
        text += "\nfilled in: " + withoutControls(joined(report.filledIn, ", "));
    }
    return text;
}

Json toJson(const ImportReport& report)
{
    Json mapped = Json::array();
    for (const ImportReport::Mapped& tensor : report.mapped) {
        mapped.push_back({{"from", tensor.from}, {"to", tensor.to}});
    }
    return {{"format", report.format},
            {"layout", report.layout},
            {"weights", report.weights},
            {"isAverage", report.isAverage},
            {"otherWeights", report.otherWeights},
            {"notLoaded", report.unloaded},
            {"mapped", std::move(mapped)},
            {"leftOver", report.leftOver},
            {"filledIn", report.filledIn}};
}

}  // namespace scotopic::cli
