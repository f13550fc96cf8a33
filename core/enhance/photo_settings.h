// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/exposure_ratio.h"
#include "core/enhance/light.h"
#include "core/enhance/white_balance.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scotopic {

/// Which model makes a picture, known by what it holds: its file may move.
struct ModelIdentity {
    std::string name;    // as the model calls itself; of the classical rendering: kClassicalModel
    std::string sha256;  // of its file, 64 hex digits; empty: the classical rendering
    std::filesystem::path
        file;  // where it was last; empty: not known. Not written into pictures, which are given away.

    [[nodiscard]] bool isClassical() const { return sha256.empty() && file.empty(); }
    friend bool operator==(const ModelIdentity&, const ModelIdentity&) = default;
};

/// The rendering without a network.
[[nodiscard]] ModelIdentity classicalRendering();

/// What a person chose of a picture's colours.
struct ColourChoice {
    WhiteBalanceChoice whiteBalance{};
    ToneCurve tone = ToneCurve::Natural;
    float exposureEv = 0;  // after the network, -8 to 8

    friend bool operator==(const ColourChoice&, const ColourChoice&) = default;
};

/// Either way, as command line and window take it.
inline constexpr float kMostExposureEv = 8;

/// All that a person chooses for a picture: with the photo it says what the picture looks like. What computes it
/// (HowRendered) changes last bits at most. Settings files, the record in pictures, the window's undo history and its
/// session are this value.
struct PhotoSettings {
    ModelIdentity model = classicalRendering();
    std::optional<ExposureRatio> ratio{};  // none: as suggestRatio() finds for each photo
    ColourChoice colour{};
    float noiseThreshold = 0;     // of the classical rendering, as renderClassical() takes it
    bool wholeArea = false;       // all photosites, not the part alone that the file wants shown
    int image = 1;                // which of several raw pictures in the file
    std::string unknownFields{};  // a JSON object of what a newer version wrote beside these; empty: nothing

    friend bool operator==(const PhotoSettings&, const PhotoSettings&) = default;
};

/// The look of a photo's light with these colours.
[[nodiscard]] LightLook lookOf(const ColourChoice& colour, const RawImage& raw);

/// A JSON object: {"format": "scotopic-settings", "version": 1, "model": {"name", "sha256", "file"}, "ratio": 100 or
/// "auto", "whiteBalance": "camera", "daylight", {"kelvin", "tint"} or {"red", "blue"}, "exposureEv", "tone",
/// "noiseThreshold", "wholeArea", "image" where it is not 1}, and the unknown fields. On one line, or indented for a
/// file of its own.
enum class JsonLayout { OneLine, Indented };
[[nodiscard]] std::string toJson(const PhotoSettings& settings, JsonLayout layout);

/// Reads that form: an absent field has its default, one that this version does not know is kept. `source` names what
/// is read in errors. Throws CorruptInput (no JSON, a value of the wrong kind or out of range) and UnsupportedInput
/// (something else, or another version of the form).
[[nodiscard]] PhotoSettings parsePhotoSettings(std::string_view json, const std::filesystem::path& source);
/// The same from a file of at most 1 MiB. Throws UnreadableInput too.
[[nodiscard]] PhotoSettings readPhotoSettings(const std::filesystem::path& file);
/// The names of the fields that a newer version wrote.
[[nodiscard]] std::vector<std::string> unknownFieldNames(const PhotoSettings& settings);

}  // namespace scotopic
