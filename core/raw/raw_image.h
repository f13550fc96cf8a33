// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace scotopic {

enum class CfaColour : std::uint8_t { Red = 0, Green = 1, Blue = 2 };

/// The colour filter over each photosite of the visible area, whose first photosite is (0, 0): a square of
/// `period` x `period` that repeats, row-major in the first period * period entries.
struct CfaPattern {
    int period = 2;  // 2: Bayer, 6: X-Trans
    std::array<CfaColour, 36> colours{};

    [[nodiscard]] CfaColour at(int row, int column) const
    {
        const int index = (row % period) * period + column % period;
        return colours[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] bool isXTrans() const { return period == 6; }
};

/// Black level in sensor counts: a small pattern that repeats over the visible area from (0, 0) on. Per-channel
/// levels are a pattern of the CFA's period; some cameras store another one on top, already added here.
struct BlackLevel {
    int width = 1;
    int height = 1;
    std::vector<float> levelsDn{0.0F};  // row-major, width * height

    [[nodiscard]] float at(int row, int column) const
    {
        const int index = (row % height) * width + column % width;
        return levelsDn[static_cast<std::size_t>(index)];
    }
};

/// What the file says about how it was shot; absent where it does not.
struct ShotInfo {
    std::string make;
    std::string model;
    std::optional<std::string> lens;
    std::optional<std::string> capturedAt;  // local time, ISO 8601: "2016-11-02T19:45:12"
    std::optional<float> exposureSeconds;
    std::optional<float> isoSpeed;
    std::optional<float> apertureFNumber;
    std::optional<float> focalLengthMm;
};

enum class NoteSeverity : std::uint8_t {
    Information,  // worth knowing
    Warning,      // something of the picture is not as the camera meant it
    Serious,      // the picture is probably wrong
};

/// What a file's facts are worth, where that is not what one would expect: a sentence without a full stop.
struct RawNote {
    NoteSeverity severity = NoteSeverity::Information;
    std::string sentence;

    friend bool operator==(const RawNote&, const RawNote&) = default;
};

/// Where the gains of a raw's white balance come from.
enum class WhiteBalanceSource {
    AsShot,     // the file's own
    Daylight,   // for daylight, by the camera's matrix: the file has none
    Applied,    // 1: the camera has balanced its counts already
    Estimated,  // the picture is grey in the mean: the file has none, and the camera's colours are unknown
    Unknown     // 1: the same before the photosites are decoded
};

/// What was changed of the counts on reading, because amplification or highlights would not bear it.
struct RawRepairs {
    std::size_t filledCount = 0;  // of photosites: see fillListedPhotosites(), fillDeadPhotosites()
    /// Of R, G, B, where it was below the white level: see liftEarlyClipping().
    std::array<std::optional<float>, 3> clippingDn{};
};

/// What LibRaw needs to know, besides photosites, to develop a raw that it has decoded. Known to develop() alone.
struct LibRawFacts;

/// One sensor readout as the camera stored it, but for `repairs`: mosaicked, black level still in, no white balance
/// applied, sensor orientation. Only the visible area.
struct RawImage {
    PixelSize size;                         // in photosites
    std::vector<std::uint16_t> photosites;  // row-major, size.area(), in sensor counts (DN)
    CfaPattern cfa;
    BlackLevel black;
    std::array<float, 3> whiteLevelDn{};         // saturation of R, G, B, black level included
    std::array<float, 3> whiteBalance{1, 1, 1};  // multipliers of R, G, B; green is 1
    WhiteBalanceSource whiteBalanceSource = WhiteBalanceSource::Unknown;
    std::array<float, 3> daylightBalance{1, 1, 1};  // multipliers for daylight (D65), by the camera's matrix
    /// Row-major; linear sRGB (D65) from white-balanced camera RGB, rows sum to 1. Identity where unknown.
    std::array<float, 9> srgbFromCamera{1, 0, 0, 0, 1, 0, 0, 0, 1};
    bool hasColourMatrix = true;  // else srgbFromCamera is the identity, or made up by LibRaw
    Orientation orientation = Orientation::Upright;
    std::optional<PixelRect> defaultCrop;  // the part that the file wants shown; none: all of it
    float pixelAspect = 1;                 // width of a photosite over its height
    std::optional<float> readNoiseDn;      // standard deviation of the noise in the dark, where the file tells it
    float baselineExposureEv = 0;          // how much brighter than its counts the file wants to be shown
    int pictureNumber = 1;                 // of the raw pictures in the file
    int pictureCount = 1;
    std::vector<RawNote> notes;  // the most serious first
    ShotInfo shot;
    std::filesystem::path file;
    RawRepairs repairs;
    std::shared_ptr<const LibRawFacts> libRawFacts;  // none where it was not decoded from a file

    [[nodiscard]] std::uint16_t at(int row, int column) const
    {
        return photosites[static_cast<std::size_t>(row) * static_cast<std::size_t>(size.width)
                          + static_cast<std::size_t>(column)];
    }
};

}  // namespace scotopic
