// SPDX-License-Identifier: MIT
#include "core/enhance/how_rendered.h"

#include "core/base/error.h"
#include "core/base/exact_text.h"
#include "core/base/plain_text.h"
#include "core/enhance/render_photo.h"

#include <charconv>
#include <map>

namespace scotopic {

namespace {

using FieldMap = std::map<std::string, std::string>;

constexpr const char* kSettingsField = "Settings";
constexpr const char* kHowField = "HowRendered";

std::string gainsText(const WhiteBalanceGains& gains)
{
    return exactText(gains[0]) + "," + exactText(gains[1]) + "," + exactText(gains[2]);
}

std::string valueOr(const FieldMap& fields, const char* name, const std::string& otherwise)
{
    const auto found = fields.find(name);
    return found == fields.end() ? otherwise : found->second;
}

/// A number of an older record; none where there is none, or where it says none.
std::optional<float> numberIn(const FieldMap& fields, const char* name)
{
    const std::string text = valueOr(fields, name, "");
    float number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc{} && end == text.data() + text.size() ? std::optional(number)
                                                                                     : std::nullopt;
}

std::optional<WhiteBalanceGains> gainsIn(const FieldMap& fields)
{
    const std::string text = valueOr(fields, "WhiteBalanceGains", "");
    WhiteBalanceGains gains{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (float& gain : gains) {
        const auto [stop, error] = std::from_chars(at, end, gain);
        if (error != std::errc{} || !(gain > 0)) {
            return std::nullopt;
        }
        at = stop == end ? end : stop + 1;
    }
    return gains;
}

/// What the fields of a version before PhotoSettings say.
PictureRecord recordOfFields(const FieldMap& fields, const std::filesystem::path& source)
{
    PictureRecord record;
    PhotoSettings& settings = record.settings;
    settings.model = {valueOr(fields, "Model", kClassicalModel), valueOr(fields, "ModelSha256", ""), {}};
    if (const std::optional<float> ratio = numberIn(fields, "Ratio")) {
        settings.ratio = ExposureRatio{*ratio};
    }
    settings.noiseThreshold = numberIn(fields, "NoiseThreshold").value_or(0.0F);
    settings.colour.exposureEv = numberIn(fields, "ExposureEv").value_or(0.0F);
    settings.colour.tone = valueOr(fields, "Tone", "natural") == "study" ? ToneCurve::Study : ToneCurve::Natural;
    settings.wholeArea = true;  // no such version knew anything else
    record.how.whiteBalanceGains = gainsIn(fields);
    if (record.how.whiteBalanceGains) {
        settings.colour.whiteBalance = {WhiteBalanceChoice::Kind::Gains, {}, *record.how.whiteBalanceGains};
    }
    record.how.program = valueOr(fields, "Version", "");
    record.how.libRaw = valueOr(fields, "LibRawVersion", "");
    record.how.engine = valueOr(fields, "Engine", "");
    record.how.precision = valueOr(fields, "Precision", "");
    record.how.batchNorm = valueOr(fields, "BatchNorm", "");
    record.how.demosaic = valueOr(fields, "Demosaic", "");
    if (const std::optional<float> tile = numberIn(fields, "TilePx")) {
        record.how.tilePx = static_cast<int>(*tile);
    }
    // Through the JSON form, which checks every value.
    settings = parsePhotoSettings(toJson(settings, JsonLayout::OneLine), source);
    record.how = parseHowRendered(toJson(record.how), source);
    return record;
}

void addDifference(std::vector<std::string>& differences, const std::string& then, const std::string& now)
{
    if (then != now && !then.empty()) {
        differences.push_back((now.empty() ? std::string("none") : now) + " instead of " + then);
    }
}

std::string tileText(const std::optional<int>& tilePx)
{
    return tilePx ? "tiles of " + std::to_string(*tilePx) : std::string();
}

std::string named(const std::string& name, const std::string& value)
{
    return value.empty() ? std::string() : name + value;
}

}  // namespace

Provenance provenanceOf(const PictureRecord& record)
{
    const HowRendered& how = record.how;
    PhotoSettings settings = record.settings;
    settings.model.file.clear();
    Provenance provenance;
    const auto add = [&provenance](const char* name, const std::string& value) {
        if (!value.empty()) {
            provenance.fields.emplace_back(name, value);
        }
    };
    add("Version", how.program);
    add("SourceFile", record.sourceFile);
    add("Ratio", settings.ratio ? exactText(settings.ratio->value) : "");
    add("LibRawVersion", how.libRaw);
    add("Demosaic", how.demosaic);
    add("Model", settings.model.name);
    add("ModelSha256", settings.model.sha256);
    add("Engine", how.engine);
    add("Precision", how.precision);
    add("BatchNorm", how.batchNorm);
    add("TilePx", how.tilePx ? std::to_string(*how.tilePx) : "");
    add("NoiseThreshold", settings.model.isClassical() ? exactText(settings.noiseThreshold) : "");
    add("NetworkRatio", how.networkRatio ? exactText(how.networkRatio->value) : "");
    add("WholeArea", settings.wholeArea ? "true" : "");
    add("Image", settings.image != 1 ? std::to_string(settings.image) : "");
    add("WhiteBalanceGains", how.whiteBalanceGains ? gainsText(*how.whiteBalanceGains) : "");
    if (how.networkRatio) {  // camera-linear light, which alone has these
        add("ExposureEv", exactText(settings.colour.exposureEv));
        add("Tone", toText(settings.colour.tone));
    }
    add(kSettingsField, toJson(settings, JsonLayout::OneLine));
    add(kHowField, toJson(how));
    return provenance;
}

std::optional<PictureRecord> recordIn(const Provenance& provenance, const std::filesystem::path& source)
{
    const FieldMap fields(provenance.fields.begin(), provenance.fields.end());
    std::optional<PictureRecord> record;
    if (fields.contains(kSettingsField)) {
        record.emplace();
        const std::string& settings = fields.at(kSettingsField);
        record->settings = parsePhotoSettings(settings, source);
        if (settings.find("\"wholeArea\"") == std::string::npos) {
            record->settings.wholeArea = true;  // of a version that knew nothing else
        }
        if (fields.contains(kHowField)) {
            record->how = parseHowRendered(fields.at(kHowField), source);
        }
    } else if (fields.contains("Model") && fields.contains("Ratio")) {
        record = recordOfFields(fields, source);
    }
    if (record) {
        record->sourceFile = valueOr(fields, "SourceFile", "");
    }
    return record;
}

EngineOptions engineOptionsOf(const HowRendered& how)
{
    EngineOptions options;
    const bool isOneDnn = how.engine.starts_with("oneDNN");
    if (!isOneDnn && !how.engine.starts_with("LibTorch")) {
        return options;
    }
    options.engine = isOneDnn ? EngineKind::OneDnn : EngineKind::Torch;
    try {
        options.device = parseDevice(lowerCase(how.engine.substr(how.engine.rfind(' ') + 1)));
        options.precision = how.precision.empty() ? Precision::Auto : parsePrecision(how.precision);
    } catch (const InvalidArgument&) {
        return {};  // of a version that knows more of them
    }
    return options;
}

std::vector<std::string> differencesBetween(const HowRendered& then, const HowRendered& now)
{
    std::vector<std::string> differences;
    addDifference(differences, then.engine, now.engine);
    addDifference(differences, named("batch normalisation by statistics ", then.batchNorm),
                  named("batch normalisation by statistics ", now.batchNorm));
    addDifference(differences, tileText(then.tilePx), tileText(now.tilePx));
    addDifference(differences, named("demosaicing ", then.demosaic), named("demosaicing ", now.demosaic));
    addDifference(differences, named("LibRaw ", then.libRaw), named("LibRaw ", now.libRaw));
    addDifference(differences, named("Scotopic ", then.program), named("Scotopic ", now.program));
    return differences;
}

}  // namespace scotopic
