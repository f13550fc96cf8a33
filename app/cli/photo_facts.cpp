// SPDX-License-Identifier: MIT
#include "app/cli/photo_facts.h"

#include "app/cli/json.h"
#include "app/cli/text.h"
#include "core/enhance/auto_ratio.h"
#include "core/enhance/shown_area.h"
#include "core/raw/raw_balance.h"
#include "core/raw/read_raw.h"

#include <algorithm>
#include <cmath>

namespace scotopic::cli {

namespace {

std::string cfaName(const CfaPattern& cfa)
{
    if (cfa.isXTrans()) {
        return "X-Trans";
    }
    std::string name;
    for (int i = 0; i < 4; ++i) {
        name += "RGB"[static_cast<std::size_t>(cfa.at(i / 2, i % 2))];
    }
    return name;
}

/// Which of blackLevelDn's entries a photosite belongs to.
std::size_t channelOf(const CfaPattern& cfa, int row, int column)
{
    const CfaColour colour = cfa.at(row, column);
    const bool isBlueRow = cfa.at(row, column + 1) == CfaColour::Blue;
    return !cfa.isXTrans() && colour == CfaColour::Green && isBlueRow ? 3 : static_cast<std::size_t>(colour);
}

/// Some cameras store a level pattern that is larger than the filters': its mean counts.
std::vector<float> blackLevels(const RawImage& raw)
{
    std::vector<double> sums(raw.cfa.isXTrans() ? 3 : 4);
    std::vector<int> counts(sums.size());
    const int rows = raw.cfa.period * raw.black.height;
    const int columns = raw.cfa.period * raw.black.width;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const std::size_t channel = channelOf(raw.cfa, row, column);
            sums[channel] += static_cast<double>(raw.black.at(row, column));
            ++counts[channel];
        }
    }
    std::vector<float> levels;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        levels.push_back(static_cast<float>(sums[i] / std::max(counts[i], 1)));
    }
    return levels;
}

const char* balanceOrigin(WhiteBalanceSource source)
{
    switch (source) {
    case WhiteBalanceSource::AsShot: return " (as shot)";
    case WhiteBalanceSource::Daylight: return " (for daylight: the file has none)";
    case WhiteBalanceSource::Applied: return " (the camera has applied its own)";
    default: return " (grey in the mean: the file has none, nor the camera's colours)";
    }
}

template <typename Values>
std::string listText(const Values& values, int significantDigits)
{
    std::vector<std::string> words;
    for (const float value : values) {
        words.push_back(numberText(static_cast<double>(value), significantDigits));
    }
    return joined(words, " ");
}

std::string exposureText(const std::optional<float>& seconds)
{
    if (!seconds) {
        return {};
    }
    const auto value = static_cast<double>(*seconds);
    const bool isFraction = value > 0 && value < 0.3;
    return isFraction ? "1/" + numberText(std::round(1 / value)) + " s" : numberText(value, 3) + " s";
}

std::string optionalText(const std::optional<float>& value, const std::string& before, const std::string& after)
{
    return value ? before + numberText(static_cast<double>(*value), 4) + after : std::string();
}

template <typename Values>
Json jsonNumbers(const Values& values)
{
    Json numbers = Json::array();
    for (const float value : values) {
        numbers.push_back(jsonNumber(value));
    }
    return numbers;
}

/// Empty where all of a picture of square photosites is shown.
std::string shownText(const PhotoFacts& facts)
{
    const bool isPlain = facts.shownArea.size().area() == facts.size.area();
    return isPlain ? std::string()
                   : std::to_string(facts.shownArea.width) + " x " + std::to_string(facts.shownArea.height) + " from "
                         + std::to_string(facts.shownArea.x) + ", " + std::to_string(facts.shownArea.y);
}

std::string baselineText(float ev)
{
    return ev > 0 || ev < 0 ? (ev > 0 ? "+" : "") + numberText(static_cast<double>(ev), 3) + " EV" : std::string();
}

Json orNull(const std::optional<float>& value)
{
    return value ? jsonNumber(*value) : Json();
}

Json orNull(const std::optional<std::string>& text)
{
    return text ? Json(*text) : Json();
}

Json orNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

const char* severityText(NoteSeverity severity)
{
    switch (severity) {
    case NoteSeverity::Information: return "information";
    case NoteSeverity::Warning: return "warning";
    case NoteSeverity::Serious: return "serious";
    }
    return "";
}

Json jsonNotes(const std::vector<RawNote>& notes)
{
    Json list = Json::array();
    for (const RawNote& note : notes) {
        list.push_back({{"severity", severityText(note.severity)}, {"sentence", note.sentence}});
    }
    return list;
}

}  // namespace

PhotoFacts factsOf(const std::filesystem::path& photo, int image)
{
    const RawImage raw = readRaw(photo, image);
    return {.file = photo,
            .shot = raw.shot,
            .cfa = cfaName(raw.cfa),
            .size = raw.size,
            .image = raw.pictureNumber,
            .imageCount = raw.pictureCount,
            .shownArea = shownArea(raw),
            .pixelAspect = raw.pixelAspect,
            .baselineExposureEv = raw.baselineExposureEv,
            .blackLevelDn = blackLevels(raw),
            .whiteLevelDn = raw.whiteLevelDn,
            .whiteBalance = raw.whiteBalance,
            .whiteBalanceSource = raw.whiteBalanceSource,
            .orientation = raw.orientation,
            .notes = raw.notes,
            .suggestedRatio = suggestRatio(raw)};
}

std::string toJson(const PhotoFacts& facts)
{
    const Json json{
        {"file", facts.file.string()},
        {"make", orNull(facts.shot.make)},
        {"model", orNull(facts.shot.model)},
        {"lens", orNull(facts.shot.lens)},
        {"capturedAt", orNull(facts.shot.capturedAt)},
        {"cfa", facts.cfa},
        {"width", facts.size.width},
        {"height", facts.size.height},
        {"image", facts.image},
        {"imageCount", facts.imageCount},
        {"shownArea", {facts.shownArea.x, facts.shownArea.y, facts.shownArea.width, facts.shownArea.height}},
        {"pixelAspect", jsonNumber(facts.pixelAspect)},
        {"baselineExposureEv", jsonNumber(facts.baselineExposureEv)},
        {"blackLevel", jsonNumbers(facts.blackLevelDn)},
        {"whiteLevel", jsonNumber(*std::min_element(facts.whiteLevelDn.begin(), facts.whiteLevelDn.end()))},
        {"whiteLevels", jsonNumbers(facts.whiteLevelDn)},
        {"whiteBalance", jsonNumbers(facts.whiteBalance)},
        {"whiteBalanceIsAsShot", facts.whiteBalanceSource == WhiteBalanceSource::AsShot},
        {"whiteBalanceSource", toText(facts.whiteBalanceSource)},
        {"exposureSeconds", orNull(facts.shot.exposureSeconds)},
        {"isoSpeed", orNull(facts.shot.isoSpeed)},
        {"apertureFNumber", orNull(facts.shot.apertureFNumber)},
        {"focalLengthMm", orNull(facts.shot.focalLengthMm)},
        {"orientation", static_cast<int>(facts.orientation)},
        {"notes", jsonNotes(facts.notes)},
        {"suggestedRatio", jsonNumber(facts.suggestedRatio.value)}};
    return jsonLine(json);
}

std::string toText(const PhotoFacts& facts)
{
    const std::string megapixels = numberText(static_cast<double>(facts.size.area()) / 1e6, 3);
    const std::string size = std::to_string(facts.size.width) + " x " + std::to_string(facts.size.height);
    const std::string turn = std::to_string(static_cast<int>(facts.orientation));
    const std::vector<Field> fields{
        {"Camera", facts.shot.make + (facts.shot.make.empty() ? "" : " ") + facts.shot.model},
        {"Lens", facts.shot.lens.value_or("")},
        {"Captured", facts.shot.capturedAt.value_or("")},
        {"Exposure", exposureText(facts.shot.exposureSeconds)},
        {"ISO", optionalText(facts.shot.isoSpeed, "", "")},
        {"Aperture", optionalText(facts.shot.apertureFNumber, "f/", "")},
        {"Focal length", optionalText(facts.shot.focalLengthMm, "", " mm")},
        {"Size", size + " (" + megapixels + " MP)"},
        {"Shown", shownText(facts)},
        {"Colour filters", facts.cfa},
        {"Black level", listText(facts.blackLevelDn, 6)},
        {"White level", listText(facts.whiteLevelDn, 6)},
        {"White balance", listText(facts.whiteBalance, 4) + balanceOrigin(facts.whiteBalanceSource)},
        {"Baseline exposure", baselineText(facts.baselineExposureEv)},
        {"Orientation", facts.orientation == Orientation::Upright ? "upright" : "EXIF " + turn},
        {"Suggested ratio", toText(facts.suggestedRatio)}};
    std::string text = nameText(facts.file) + "\n" + alignedFields(fields, "  ");
    for (const RawNote& note : facts.notes) {
        text += note.severity == NoteSeverity::Information ? "\n  Note: " : "\n  Warning: ";
        text += note.sentence;
    }
    return text;
}

void sayNotes(const RawImage& raw, Console& console)
{
    for (const RawNote& note : raw.notes) {
        console.note(nameText(raw.file) + ": " + note.sentence);
    }
}

}  // namespace scotopic::cli
