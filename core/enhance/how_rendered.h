// SPDX-License-Identifier: MIT
#pragma once

#include "core/enhance/photo_settings.h"
#include "core/image/picture_file.h"
#include "core/inference/engine.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace scotopic {

/// What computed a picture, beside the PhotoSettings that say what it shows. The same of both on the same machine
/// gives the same bytes.
struct HowRendered {
    std::string program{};    // version of this program
    std::string libRaw{};     // version
    std::string engine{};     // as Engine::description() has it; this and the next two: empty without a network
    std::string precision{};  // as parsePrecision() takes it
    std::string batchNorm{};  // as parseBnMode() takes it
    std::optional<int> tilePx{};
    std::string demosaic{};  // what was done to a mosaic that the model does not take itself; empty: nothing
    std::optional<ExposureRatio> networkRatio{};              // that a camera-linear network ran at
    std::optional<std::array<float, 3>> whiteBalanceGains{};  // that came of the choice; none: LibRaw's own, as shot
    std::optional<int> bitsPerChannel{};                      // of the file
    std::optional<int> jpegQuality{};                         // likewise, of a JPEG
    std::string unknownFields{};                              // as of PhotoSettings

    friend bool operator==(const HowRendered&, const HowRendered&) = default;
};

/// What a picture says of its making.
struct PictureRecord {
    PhotoSettings settings;  // with the ratio that was used
    HowRendered how;
    std::string sourceFile;  // name of the raw, without folders
};

/// {"format": "scotopic-how-rendered", "version": 1, ...} on one line, and back; as of PhotoSettings.
[[nodiscard]] std::string toJson(const HowRendered& how);
[[nodiscard]] HowRendered parseHowRendered(std::string_view json, const std::filesystem::path& source);

/// The record as a picture's file carries it: each fact in a field of its own, as every version has written them for
/// people and their tools, and both values whole, as JSON in the fields Settings and HowRendered. Without the folder
/// of the model's file: pictures are given away.
[[nodiscard]] Provenance provenanceOf(const PictureRecord& record);
/// The record of a picture; none where it has none. Reads those of older versions too, which knew no choice of white
/// balance but its gains. Throws CorruptInput and UnsupportedInput, naming `source`.
[[nodiscard]] std::optional<PictureRecord> recordIn(const Provenance& provenance, const std::filesystem::path& source);

/// The engine, device and precision that computed it; all automatic where no network did, or an unknown one.
[[nodiscard]] EngineOptions engineOptionsOf(const HowRendered& how);
/// What may give other pixels `now` than `then`, each in words: "oneDNN 3.7, fp32, CPU instead of LibTorch 2.6, fp32,
/// cuda:0".
[[nodiscard]] std::vector<std::string> differencesBetween(const HowRendered& then, const HowRendered& now);

}  // namespace scotopic
