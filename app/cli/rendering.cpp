// SPDX-License-Identifier: MIT
#include "app/cli/rendering.h"

#include "app/cli/text.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/image/picture_file.h"

#include <system_error>

namespace scotopic::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShownHashDigits = 12;

bool isThatModel(const fs::path& file, const std::string& sha256)
{
    std::error_code isNotThere;
    return fs::is_regular_file(file, isNotThere) && sha256OfFile(file) == sha256;
}

/// Where the model of settings is: where they say, or it is the program's own. `source`: the settings' file.
fs::path fileOf(const ModelIdentity& model, const fs::path& source)
{
    const fs::path said = model.file.empty() ? fs::path() : source.parent_path() / model.file;
    if (model.sha256.empty()) {
        return said;
    }
    const std::optional<fs::path> own = defaultModelFile();
    for (const fs::path& candidate : {said, own.value_or(fs::path())}) {
        if (!candidate.empty() && isThatModel(candidate, model.sha256)) {
            return candidate;
        }
    }
    throw UnreadableInput(source, "asks for the model '" + model.name + "' (SHA-256 "
                                      + model.sha256.substr(0, kShownHashDigits) + "...), which is "
                                      + (said.empty() ? "not the program's own" : "not in " + said.string())
                                      + "; --model names its file");
}

PictureRecord recordOf(const fs::path& picture)
{
    std::optional<PictureRecord> record = recordIn(readProvenance(picture), picture);
    if (!record) {
        throw UnsupportedInput(picture,
                               "holds no record of its making; pictures that 'enhance' or the window wrote do");
    }
    return *std::move(record);
}

void readBase(const RenderingWords& words, WantedRendering& wanted, Console& console)
{
    if (!words.from.empty()) {
        wanted.record = recordOf(words.from);
        wanted.settings = wanted.record->settings;
    } else if (!words.settingsFile.empty()) {
        wanted.settings = readPhotoSettings(words.settingsFile);
    }
    const std::vector<std::string> unknown = unknownFieldNames(wanted.settings);
    if (!unknown.empty()) {
        const fs::path& source = words.from.empty() ? words.settingsFile : words.from;
        console.note(source.string() + ": this version does not know, and leaves out: " + joined(unknown, ", "));
    }
}

void chooseModel(const RenderingWords& words, WantedRendering& wanted)
{
    const bool hasBase = !words.from.empty() || !words.settingsFile.empty();
    wanted.isModelNamed = words.model || hasBase;
    if (words.model) {
        wanted.modelFile = modelFileOf(*words.model);
    } else if (!hasBase) {
        wanted.modelFile = defaultModelFile();
    } else if (!wanted.settings.model.isClassical()) {
        wanted.modelFile = fileOf(wanted.settings.model, words.from.empty() ? words.settingsFile : words.from);
    }
}

void chooseLook(const RenderingWords& words, PhotoSettings& settings)
{
    if (words.ratio) {
        settings.ratio = words.ratio->ratio;
    }
    settings.noiseThreshold = words.noiseThreshold.value_or(settings.noiseThreshold);
    if (words.model && words.model->noiseThreshold) {  // classical:200
        settings.noiseThreshold = *words.model->noiseThreshold;
    }
    settings.colour.whiteBalance = words.whiteBalance.value_or(settings.colour.whiteBalance);
    settings.colour.exposureEv = words.exposureEv.value_or(settings.colour.exposureEv);
    settings.colour.tone = words.tone.value_or(settings.colour.tone);
    settings.wholeArea = settings.wholeArea || words.wholeArea;
    settings.image = words.image.value_or(settings.image);
}

EnhancerOptions networkOf(const RenderingWords& words, const EnhancerOptions& base)
{
    return {.engine = {.device = words.device.value_or(base.engine.device),
                       .engine = words.engine.value_or(base.engine.engine),
                       .precision = words.precision.value_or(base.engine.precision)},
            .bnMode = words.bnMode.value_or(base.bnMode),
            .tilePx = words.tilePx ? words.tilePx : base.tilePx};
}

void chooseNetwork(const RenderingWords& words, WantedRendering& wanted)
{
    if (!wanted.record) {
        wanted.network = networkOf(words, {});
        return;
    }
    const HowRendered& how = wanted.record->how;
    EnhancerOptions recorded{.engine = engineOptionsOf(how), .tilePx = how.tilePx};
    if (!how.batchNorm.empty()) {
        recorded.bnMode = parseBnMode(how.batchNorm);
    }
    if (words.device || words.engine) {  // the record's device may not go with another engine
        recorded.engine = {.device = {}, .engine = EngineKind::Auto, .precision = recorded.engine.precision};
    }
    wanted.network = networkOf(words, recorded);
    recorded.engine = {};
    wanted.otherNetwork = networkOf(words, recorded);
}

std::vector<OptionUse> usesOf(const RenderingWords& words, const PhotoSettings& settings)
{
    std::vector<OptionUse> uses;
    const auto add = [&](bool isOption, bool isSetting, const char* option, OptionUse use) {
        if (isOption || (isSetting && !words.settingsFile.empty())) {
            use.name = isOption ? option : words.settingsFile.string() + ": " + use.name;
            uses.push_back(use);
        }
    };
    const ColourChoice usual;
    add(words.noiseThreshold.has_value(), settings.noiseThreshold > 0, "--noise-threshold",
        {"noiseThreshold", true, false, false});
    add(words.whiteBalance.has_value(), settings.colour.whiteBalance != usual.whiteBalance, "--white-balance",
        {"whiteBalance", true, false, true});
    add(words.exposureEv.has_value(), settings.colour.exposureEv != usual.exposureEv, "--exposure",
        {"exposureEv", false, false, true});
    add(words.tone.has_value(), settings.colour.tone != usual.tone, "--tone", {"tone", false, false, true});
    const OptionUse byNetworks{"", false, true, true};
    add(words.device.has_value(), false, "--device", byNetworks);
    add(words.engine.has_value(), false, "--engine", byNetworks);
    add(words.precision.has_value(), false, "--precision", byNetworks);
    add(words.bnMode.has_value(), false, "--bn", byNetworks);
    add(words.tilePx.has_value(), false, "--tile", byNetworks);
    return uses;
}

}  // namespace

WantedRendering wantedRendering(const RenderingWords& words, Console& console)
{
    if (!words.from.empty() && !words.settingsFile.empty()) {
        throw InvalidArgument("--settings and --from cannot be used together");
    }
    WantedRendering wanted;
    readBase(words, wanted, console);
    chooseModel(words, wanted);
    chooseLook(words, wanted.settings);
    chooseNetwork(words, wanted);
    wanted.uses = usesOf(words, wanted.settings);
    return wanted;
}

}  // namespace scotopic::cli
