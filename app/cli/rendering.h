// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "core/enhance/render_photo.h"
#include "core/network/model_choice.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace scotopic::cli {

struct RatioWord {
    std::optional<ExposureRatio> ratio;  // none: "auto"
};

/// What the person said about the rendering; none, or an empty path: nothing.
struct RenderingWords {
    std::filesystem::path settingsFile;  // where settings come from, or
    std::filesystem::path from;          // the picture whose record is rendered again
    std::optional<ModelChoice> model;
    std::optional<RatioWord> ratio;
    std::optional<float> noiseThreshold;
    std::optional<WhiteBalanceChoice> whiteBalance;
    std::optional<float> exposureEv;
    std::optional<ToneCurve> tone;
    bool wholeArea = false;
    std::optional<int> image;
    std::optional<DeviceId> device;
    std::optional<EngineKind> engine;
    std::optional<Precision> precision;
    std::optional<BnMode> bnMode;
    std::optional<int> tilePx;
};

/// Something that was asked for, and who heeds it.
struct OptionUse {
    std::string name;
    bool byClassical = false;
    bool byDisplayModels = false;
    bool byLinearModels = false;
};

/// What is to be rendered, and by what.
struct WantedRendering {
    PhotoSettings settings;                          // its model is what was asked for by name and hash, where it was
    std::optional<std::filesystem::path> modelFile;  // none: the classical rendering
    bool isModelNamed = false;                       // else a raw that the model does not take is rendered without it
    EnhancerOptions network;
    std::optional<EnhancerOptions> otherNetwork;  // where `network` is what a record asks for and is not there
    std::optional<PictureRecord> record;          // that is rendered again
    std::vector<OptionUse> uses;
};

/// The settings of --settings or --from, and what was said beside them, which wins. Notes what is read and not known.
/// Throws as readPhotoSettings() and recordIn() do, UnreadableInput where a model is not found, InvalidArgument.
[[nodiscard]] WantedRendering wantedRendering(const RenderingWords& words, Console& console);

}  // namespace scotopic::cli
