// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <array>
#include <cstdint>
#include <filesystem>
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

/// One sensor readout as the camera stored it: mosaicked, black level still in, no white balance applied, sensor
/// orientation. Only the visible area.
struct RawImage {
    PixelSize size;                         // in photosites
    std::vector<std::uint16_t> photosites;  // row-major, size.area(), in sensor counts (DN)
    CfaPattern cfa;
    BlackLevel black;
    std::array<float, 3> whiteLevelDn{};         // saturation of R, G, B, black level included
    std::array<float, 3> whiteBalance{1, 1, 1};  // multipliers of R, G, B as shot, else for daylight; green is 1
    bool whiteBalanceIsAsShot = false;
    std::array<float, 3> daylightBalance{1, 1, 1};  // multipliers for daylight (D65), by the camera's matrix
    /// Row-major; linear sRGB (D65) from white-balanced camera RGB, rows sum to 1. Identity where unknown.
    std::array<float, 9> srgbFromCamera{1, 0, 0, 0, 1, 0, 0, 0, 1};
    Orientation orientation = Orientation::Upright;
    ShotInfo shot;
    std::filesystem::path file;

    [[nodiscard]] std::uint16_t at(int row, int column) const
    {
        return photosites[static_cast<std::size_t>(row) * static_cast<std::size_t>(size.width)
                          + static_cast<std::size_t>(column)];
    }
};

}  // namespace scotopic
