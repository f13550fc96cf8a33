// SPDX-License-Identifier: MIT
// PhotoSettings and HowRendered as JSON.
#include "core/base/error.h"
#include "core/enhance/how_rendered.h"
#include "core/enhance/json_form.h"

namespace scotopic {

namespace {

constexpr const char* kSettingsFormat = "scotopic-settings";
constexpr const char* kHowFormat = "scotopic-how-rendered";
// Beyond what may be typed, as cameras' own gains are.
constexpr double kLeastGain = 0.01;
constexpr double kMostGain = 100;
constexpr double kMostNoiseCounts = 65535;
constexpr int kMostImages = 1000;

RecordJson toForm(const WhiteBalanceChoice& choice)
{
    switch (choice.kind) {
    case WhiteBalanceChoice::Kind::Temperature:
        return {{"kelvin", numberOf(choice.temperature.kelvin)}, {"tint", numberOf(choice.temperature.tint)}};
    case WhiteBalanceChoice::Kind::Gains:
        return {{"red", numberOf(choice.gains[0])}, {"blue", numberOf(choice.gains[2])}};
    case WhiteBalanceChoice::Kind::AsShot:
    case WhiteBalanceChoice::Kind::Daylight: break;
    }
    return toText(choice);
}

WhiteBalanceChoice whiteBalanceFrom(FieldReader& reader)
{
    using Kind = WhiteBalanceChoice::Kind;
    constexpr const char* kKey = "whiteBalance";
    const std::optional<RecordJson> value = reader.take(kKey);
    if (!value || *value == "camera") {
        return {};
    }
    if (*value == "daylight") {
        return {Kind::Daylight, {}, {1, 1, 1}};
    }
    if (!value->is_object()) {
        reader.refuse(kKey, "is neither \"camera\" nor \"daylight\" nor an object");
    }
    FieldReader inner(*value, kKey, reader);
    const std::optional<float> kelvin = inner.number("kelvin", kLowestKelvin, kHighestKelvin);
    const std::optional<float> tint = inner.number("tint", -kLargestTint, kLargestTint);
    const std::optional<float> red = inner.number("red", kLeastGain, kMostGain);
    const std::optional<float> blue = inner.number("blue", kLeastGain, kMostGain);
    reader.putBack(kKey, inner);
    if (kelvin && !red && !blue) {
        return {Kind::Temperature, {*kelvin, tint.value_or(0)}, {1, 1, 1}};
    }
    if (red && blue && !kelvin && !tint) {
        return {Kind::Gains, {}, {*red, 1, *blue}};
    }
    reader.refuse(kKey, "has neither kelvin (and tint) nor red and blue");
}

ModelIdentity modelFrom(FieldReader& reader)
{
    constexpr const char* kKey = "model";
    const std::optional<RecordJson> value = reader.take(kKey);
    if (!value) {
        return classicalRendering();
    }
    FieldReader inner(*value, kKey, reader);
    const ModelIdentity model{inner.text("name"), inner.text("sha256"), inner.text("file")};
    const bool isHash =
        model.sha256.size() == 64 && model.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!model.sha256.empty() && !isHash) {
        inner.refuse("sha256", "is not 64 hexadecimal digits in lower case");
    }
    if (model.isClassical() && !model.name.empty() && model.name != classicalRendering().name) {
        inner.refuse("name", "is no model that can be found: its sha256 is missing");
    }
    reader.putBack(kKey, inner);
    return model.isClassical() ? classicalRendering() : model;
}

std::optional<ExposureRatio> ratioFrom(FieldReader& reader, const char* key)
{
    const std::optional<RecordJson> value = reader.take(key);
    if (!value || *value == "auto") {
        return std::nullopt;
    }
    return ExposureRatio{reader.numberIn(*value, key, kSmallestTypedRatio.value, kLargestTypedRatio.value)};
}

ToneCurve toneFrom(FieldReader& reader)
{
    const std::string tone = reader.text("tone");
    if (!tone.empty() && tone != toText(ToneCurve::Natural) && tone != toText(ToneCurve::Study)) {
        reader.refuse("tone", "is neither \"natural\" nor \"study\"");
    }
    return tone.empty() ? ToneCurve::Natural : parseToneCurve(tone);
}

bool wholeAreaFrom(FieldReader& reader)
{
    constexpr const char* kKey = "wholeArea";
    const std::optional<RecordJson> value = reader.take(kKey);
    if (value && !value->is_boolean()) {
        reader.refuse(kKey, "is neither true nor false");
    }
    return value && value->get<bool>();
}

std::optional<std::array<float, 3>> gainsFrom(FieldReader& reader)
{
    constexpr const char* kKey = "whiteBalanceGains";
    const std::optional<RecordJson> value = reader.take(kKey);
    if (!value) {
        return std::nullopt;
    }
    if (!value->is_array() || value->size() != 3) {
        reader.refuse(kKey, "is not a list of three numbers");
    }
    std::array<float, 3> gains{};
    for (std::size_t i = 0; i < gains.size(); ++i) {
        gains[i] = reader.numberIn((*value)[i], kKey, kLeastGain, kMostGain);
    }
    return gains;
}

}  // namespace

std::string toJson(const PhotoSettings& settings, JsonLayout layout)
{
    RecordJson form = begunForm(kSettingsFormat);
    RecordJson& model = form["model"];
    model["name"] = settings.model.name;
    addText(model, "sha256", settings.model.sha256);
    addText(model, "file", settings.model.file.string());
    form["ratio"] = settings.ratio ? numberOf(settings.ratio->value) : RecordJson("auto");
    form["whiteBalance"] = toForm(settings.colour.whiteBalance);
    form["exposureEv"] = numberOf(settings.colour.exposureEv);
    form["tone"] = toText(settings.colour.tone);
    form["noiseThreshold"] = numberOf(settings.noiseThreshold);
    form["wholeArea"] = settings.wholeArea;
    if (settings.image != 1) {
        form["image"] = settings.image;
    }
    addUnknown(form, settings.unknownFields);
    return dumped(form, layout == JsonLayout::Indented);
}

PhotoSettings parsePhotoSettings(std::string_view json, const std::filesystem::path& source)
{
    FieldReader reader(json, kSettingsFormat, source);
    PhotoSettings settings;
    settings.model = modelFrom(reader);
    settings.ratio = ratioFrom(reader, "ratio");
    settings.colour.whiteBalance = whiteBalanceFrom(reader);
    settings.colour.exposureEv = reader.number("exposureEv", -kMostExposureEv, kMostExposureEv).value_or(0.0F);
    settings.colour.tone = toneFrom(reader);
    settings.noiseThreshold = reader.number("noiseThreshold", 0, kMostNoiseCounts).value_or(0.0F);
    settings.wholeArea = wholeAreaFrom(reader);
    settings.image = reader.wholeNumber("image", 1, kMostImages).value_or(1);
    settings.unknownFields = reader.leftFields();
    return settings;
}

std::vector<std::string> unknownFieldNames(const PhotoSettings& settings)
{
    std::vector<std::string> names;
    const RecordJson unknown = RecordJson::parse(settings.unknownFields, nullptr, /*allow_exceptions=*/false);
    if (unknown.is_object()) {
        for (const auto& [key, value] : unknown.items()) {
            names.push_back(key);
        }
    }
    return names;
}

std::string toJson(const HowRendered& how)
{
    RecordJson form = begunForm(kHowFormat);
    addText(form, "program", how.program);
    addText(form, "libRaw", how.libRaw);
    addText(form, "engine", how.engine);
    addText(form, "precision", how.precision);
    addText(form, "batchNorm", how.batchNorm);
    addNumber(form, "tilePx", how.tilePx);
    addText(form, "demosaic", how.demosaic);
    if (how.networkRatio) {
        form["networkRatio"] = numberOf(how.networkRatio->value);
    }
    if (how.whiteBalanceGains) {
        for (const float gain : *how.whiteBalanceGains) {
            form["whiteBalanceGains"].push_back(numberOf(gain));
        }
    }
    addNumber(form, "bitsPerChannel", how.bitsPerChannel);
    addNumber(form, "jpegQuality", how.jpegQuality);
    addUnknown(form, how.unknownFields);
    return dumped(form, /*isIndented=*/false);
}

HowRendered parseHowRendered(std::string_view json, const std::filesystem::path& source)
{
    FieldReader reader(json, kHowFormat, source);
    HowRendered how;
    how.program = reader.text("program");
    how.libRaw = reader.text("libRaw");
    how.engine = reader.text("engine");
    how.precision = reader.text("precision");
    how.batchNorm = reader.text("batchNorm");
    if (!how.batchNorm.empty() && how.batchNorm != "running" && how.batchNorm != "image") {
        reader.refuse("batchNorm", "is neither \"running\" nor \"image\"");
    }
    how.tilePx = reader.wholeNumber("tilePx", 16, 16384);
    how.demosaic = reader.text("demosaic");
    how.networkRatio = ratioFrom(reader, "networkRatio");
    how.whiteBalanceGains = gainsFrom(reader);
    how.bitsPerChannel = reader.wholeNumber("bitsPerChannel", 8, 16);
    how.jpegQuality = reader.wholeNumber("jpegQuality", 1, 100);
    how.unknownFields = reader.leftFields();
    return how;
}

}  // namespace scotopic
