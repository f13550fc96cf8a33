// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/geometry.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace scotopic {

// Opcode lists of DNG 1.4, chapter 7: what a file asks a reader to do with the photosites as they are stored
// (OpcodeList1), made linear (OpcodeList2) and demosaiced (OpcodeList3). Rows and columns count from the stored
// picture's first photosite in list 1, from the active area's first in the others.

/// FixBadPixelsConstant: photosites that hold `constant` are bad.
struct FixBadPixelsConstant {
    std::uint32_t constant = 0;
    std::uint32_t bayerPhase = 0;  // 0: the first photosite is red, 1: green of a red row, 2: green of blue, 3: blue
};

/// FixBadPixelsList.
struct FixBadPixelsList {
    struct Point {
        int row = 0;
        int column = 0;
    };
    std::uint32_t bayerPhase = 0;
    std::vector<Point> points;
    std::vector<PixelRect> rectangles;
};

/// GainMap: every `rowPitch`th row and `columnPitch`th column of `area` is multiplied by a gain that is bilinear
/// between the map's points.
struct GainMap {
    PixelRect area;
    int plane = 0;
    int planes = 1;
    int rowPitch = 1;
    int columnPitch = 1;
    int pointsV = 1;
    int pointsH = 1;
    double spacingV = 1;  // of the active area's height
    double spacingH = 1;
    double originV = 0;
    double originH = 0;
    int mapPlanes = 1;
    std::vector<float> gains;  // pointsV * pointsH * mapPlanes

    /// The gains of one of the map's planes at `v` (0 to 1 down the active area) for each of its points across.
    [[nodiscard]] std::vector<float> across(double v, int mapPlane) const;
    /// Where `h` (0 to 1 across the active area) lies among the points across: 0 to pointsH - 1.
    [[nodiscard]] double pointAt(double h) const;
};

/// FixVignetteRadial: gain 1 + k0 r^2 + k1 r^4 + ... + k4 r^10, r = 1 at the corner that is furthest from the centre.
struct FixVignetteRadial {
    double k[5] = {};
    double centreH = 0.5;  // of the active area's width
    double centreV = 0.5;
};

/// Any other, or one whose parameters make no sense.
struct UnknownOpcode {};

struct DngOpcode {
    std::uint32_t id = 0;
    bool isOptional = false;  // of little importance, says the file
    std::variant<UnknownOpcode, FixBadPixelsConstant, FixBadPixelsList, GainMap, FixVignetteRadial> parameters;
};

/// The value of an OpcodeList tag, which is big-endian in every file. What is cut off or larger than any raw needs
/// ends the list.
[[nodiscard]] std::vector<DngOpcode> parseOpcodes(std::string_view list);

/// "a lens shading map", "a correction of lens distortion": for a sentence.
[[nodiscard]] std::string nameOf(const DngOpcode& opcode);
[[nodiscard]] bool isAboutBadPhotosites(const DngOpcode& opcode);

}  // namespace scotopic
