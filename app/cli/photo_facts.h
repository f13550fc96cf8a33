// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "core/base/exposure_ratio.h"
#include "core/raw/raw_image.h"

#include <filesystem>
#include <string>
#include <vector>

namespace scotopic::cli {

/// What `scotopic-cli info` shows of a raw.
struct PhotoFacts {
    std::filesystem::path file;
    ShotInfo shot;
    std::string cfa;  // "RGGB", "GRBG", "GBRG", "BGGR", "X-Trans"
    PixelSize size;   // visible area, in the sensor's own orientation
    int image = 1;    // of imageCount in the file
    int imageCount = 1;
    PixelRect shownArea;    // of the upright picture with square pixels
    float pixelAspect = 1;  // width of a photosite over its height
    float baselineExposureEv = 0;
    std::vector<float> blackLevelDn;  // Bayer: R, G (red row), B, G (blue row); X-Trans: R, G, B
    std::array<float, 3> whiteLevelDn{};
    std::array<float, 3> whiteBalance{};
    WhiteBalanceSource whiteBalanceSource = WhiteBalanceSource::Unknown;
    Orientation orientation = Orientation::Upright;
    std::vector<RawNote> notes;
    ExposureRatio suggestedRatio;
};

/// Throws as readRaw() does.
[[nodiscard]] PhotoFacts factsOf(const std::filesystem::path& photo, int image);
/// One object on one line.
[[nodiscard]] std::string toJson(const PhotoFacts& facts);
[[nodiscard]] std::string toText(const PhotoFacts& facts);

/// Says what a photo's facts are worth, a line for each of its notes.
void sayNotes(const RawImage& raw, Console& console);

}  // namespace scotopic::cli
