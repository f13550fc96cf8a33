// SPDX-License-Identifier: MIT
#include "app/cli/batch_report.h"

#include "app/cli/json.h"
#include "app/cli/text.h"
#include "core/inference/machine.h"
#include "core/raw/read_raw.h"

namespace scotopic::cli {

namespace {

std::string pictureText(const DonePicture& picture)
{
    return nameText(picture.input) + " -> " + nameText(picture.output) + "  " + toText(*picture.settings.ratio)
           + (picture.ratioIsAutomatic ? ", chosen automatically" : "") + "  " + durationText(picture.seconds);
}

Json pictureJson(const DonePicture& picture)
{
    Json json{{"input", picture.input.string()},
              {"output", picture.output.string()},
              {"ratio", jsonNumber(picture.settings.ratio->value)},
              {"ratioIsAutomatic", picture.ratioIsAutomatic},
              {"model", picture.settings.model.name},
              {"engine", picture.engine.empty() ? "LibRaw " + libRawVersion() : picture.engine},
              {"width", picture.size.width},
              {"height", picture.size.height},
              {"seconds", picture.seconds},
              {"peakBytes", peakResidentBytes()}};
    if (picture.peakBytesPredicted) {
        json["peakBytesPredicted"] = *picture.peakBytesPredicted;
    }
    return json;
}

}  // namespace

BatchReport::BatchReport(Console& console, bool printsJson, std::size_t photoCount)
    : m_console(console), m_printsJson(printsJson), m_photoCount(photoCount)
{
}

void BatchReport::addDone(const DonePicture& picture)
{
    ++m_doneCount;
    m_console.print(m_printsJson ? jsonLine(pictureJson(picture)) : pictureText(picture));
}

void BatchReport::addSkipped(const std::filesystem::path& input, const std::filesystem::path& output)
{
    ++m_skippedCount;
    m_console.print(m_printsJson ? jsonLine({{"input", input.string()}, {"output", output.string()}, {"skipped", true}})
                                 : nameText(input) + " -> " + nameText(output) + "  is there already, skipped");
}

void BatchReport::addFailed(const std::filesystem::path& input, const std::string& reason)
{
    m_failures.emplace_back(input.string(), reason);
}

void BatchReport::close(bool isBatch, bool isStopped) const
{
    if (isBatch) {
        m_console.print(m_printsJson ? sumJson(isStopped) : sumText(isStopped));
    }
}

std::string BatchReport::sumText(bool isStopped) const
{
    std::string text = std::to_string(m_doneCount) + " of " + std::to_string(m_photoCount) + " done";
    const auto add = [&text](std::size_t count, const char* what) {
        text += count > 0 ? ", " + std::to_string(count) + what : std::string();
    };
    add(m_skippedCount, " skipped");
    add(m_failures.size(), " failed");
    return text + (isStopped ? ", stopped" : "");
}

std::string BatchReport::sumJson(bool isStopped) const
{
    Json failures = Json::array();
    for (const auto& [input, reason] : m_failures) {
        failures.push_back({{"input", input}, {"reason", reason}});
    }
    return jsonLine({{"photos", m_photoCount},
                     {"done", m_doneCount},
                     {"skipped", m_skippedCount},
                     {"failed", m_failures.size()},
                     {"stopped", isStopped},
                     {"failures", std::move(failures)}});
}

}  // namespace scotopic::cli
